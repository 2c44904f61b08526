/* The way to a store: by a sentinel's word, or straight. */
#ifndef HALAB_SHOP_WAY_H
#define HALAB_SHOP_WAY_H

#include "loop.h"
#include "reply.h"

#include <netinet/in.h>

#define MAX_SENTINELS 5
/* Somebody is waited for no longer than that; after it the way is tried again so often. */
#define PATIENCE (200 * NS_PER_MS)
#define ATTEMPT_EVERY (100 * NS_PER_MS)

/* None, asking a sentinel, asking who says to be the store, there. */
enum stage { AWAY, ASKING, JOINING, READY };

struct way {
	struct handler handler; /* first: its handler is the way */
	char *name; /* NULL: addresses[0] is the store itself; else they are its sentinels */
	struct sockaddr_in addresses[MAX_SENTINELS], peer;
	unsigned count, at;
	enum stage stage;
	int connected;
	int64_t attempt_at, give_up_at;
	struct buffer in, out;
	/* Told to whose way it is: it leads there; an answer came; it is broken, and what was asked on it has no answer. */
	void (*ready)(struct way *w);
	void (*replied)(struct way *w, const struct reply *r);
	void (*broken)(struct way *w, const char *why);
};

int add_way_address(struct way *w, const char *text); /* -1: it is no address */
void put(struct way *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
void send_out(struct way *w);
/* Gives it up; another attempt follows. */
void break_way(struct way *w, const char *why);
/* The next time at which something is due; does what is due. */
int64_t way_turn(struct way *w);

#endif
