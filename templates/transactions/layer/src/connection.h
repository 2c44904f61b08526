/* One session with one host, watched by epoll. */
#ifndef HALAB_CONNECTION_H
#define HALAB_CONNECTION_H

#include "client.h"

enum state { CLOSED, CONNECTING, PREPARING, IDLE, ASKING };

struct connection {
	unsigned index, host; /* host: of options.hosts */
	enum state state;
	void *db;
	int fd;
	uint32_t watched;
	int64_t attempt_at, give_up_at;
	unsigned prepared; /* statements that went before the first of its own */
	uint64_t k;        /* ASKING: what for */
};

void begin_connecting(struct connection *c, unsigned host, int epoll_fd);
/* What became of what is under way; keeps the descriptor watched. */
enum answer go_on(struct connection *c, int epoll_fd);
enum answer ask(struct connection *c, const char *sql, int epoll_fd);
void disconnect(struct connection *c);

#endif
