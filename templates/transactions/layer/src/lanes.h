/* Who asks whom: the connections of one host each, or of all hosts, of which one takes writes. */
#ifndef HALAB_LANES_H
#define HALAB_LANES_H

#include "connection.h"

struct lane {
	int known;        /* the host that it is for now; -1: it is looked for */
	unsigned next;    /* the host that is tried next */
	struct connection *scout;
	int64_t round_at; /* not before then all hosts are tried once more */
	int was_up;
	enum outcome failure; /* of the last try */
	uint64_t cursor;  /* no slot before it waits */
};

extern struct lane lanes[MAX_HOSTS];
extern unsigned lane_count;
extern struct connection connections[MAX_CONNECTIONS];

/* `each`: a lane for each host. `before`: statements with the table's name to be filled in, NULL ends them; NULL: only asks. */
void open_lanes(int each, const char *const *before, int epoll_fd);
struct lane *lane_of(const struct connection *c);
/* Connects whoever may, and ends what takes too long. Whether some are still under way. */
int tend_lanes(int64_t now);
/* Goes on with connecting, and with what goes before. */
void connect_on(struct connection *c, int64_t now);
/* The connection is of no use any more; `why` is its last failure. */
void drop(struct connection *c, enum outcome why, int64_t now);
/* It is looked for anew, if it was this one. */
void leave_host(struct lane *lane, unsigned host);
/* Whether the host of a connection is the one to be asked. */
int is_wanted(const struct connection *c);
/* Some connection of it is, or will be in a moment. */
int is_up(const struct lane *lane);
/* One that can be asked now, or NULL. */
struct connection *free_of(const struct lane *lane);

#endif
