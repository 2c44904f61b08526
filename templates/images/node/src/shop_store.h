/* The parts of a store: shop_store.c (what customers ordered), shop_redis.c (the way to it),
 * shop_reply.c (what Redis says). */
#ifndef HALAB_SHOP_STORE_H
#define HALAB_SHOP_STORE_H

#include "shop.h"

/* A customer waits no longer for a store; the way to it is tried again so often. */
#define PATIENCE (200 * NS_PER_MS)
#define ATTEMPT_EVERY (100 * NS_PER_MS)
#define MAX_ITEMS 16

/* Of the way to a store: none, asking a sentinel, asking who says to be the store, there. */
enum stage { AWAY, ASKING, JOINING, READY };

struct order {
	struct visit *visit; /* NULL: the customer is gone */
	int sent, good, make;
	int64_t deadline;
	char id[SESSION_HEX + 1];
	struct order *next;
};

struct store {
	struct handler handler; /* first: its handler is the store */
	char *name; /* NULL: addresses[0] is the store itself; else they are its sentinels */
	struct sockaddr_in addresses[MAX_SENTINELS], peer;
	unsigned count, at;
	enum stage stage;
	int connected;
	int64_t attempt_at, give_up_at;
	struct order *first, **last;
	struct buffer in, out;
	struct store *next;
};

struct reply {
	char type; /* '+', '-', ':', '$' or '*' */
	unsigned count;
	struct {
		const char *text;
		size_t len;
	} items[MAX_ITEMS]; /* of the first level */
};

/* The reply at the beginning of a text: how many bytes it is, 0 when it is not whole yet. */
size_t parse_reply(const char *text, size_t len, struct reply *r);
int is_item(const struct reply *r, unsigned i, const char *text);

void disconnect(struct store *s);
void join(struct store *s, const struct sockaddr_in *to, enum stage stage);
const char *address_of(const struct store *s);
void put(struct store *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void send_out(struct store *s);

/* The way to the store broke: what was sent on it has no answer, the rest waits for the next way. */
void broken(struct store *s, const char *why);
void send_orders(struct store *s);
void take_basket(struct store *s, const struct reply *r);

#endif
