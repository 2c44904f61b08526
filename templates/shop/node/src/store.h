/* Baskets in Redis: what customers ordered there. */
#ifndef HALAB_SHOP_STORE_H
#define HALAB_SHOP_STORE_H

#include "basket.h"

#include <stdint.h>

struct store;
struct visit;

/* What a store says: a basket; NULL with why NULL: it does not know the session. */
typedef void store_answer(struct visit *v, const struct basket *b, const char *why);

struct wish {
	const char *session;
	int good; /* to be put into the basket; -1: only to look */
	int make; /* the session, if it is not known */
	store_answer *answer;
};

struct store *add_store(const char *name); /* name: of a service at its sentinels; NULL: one Redis */
int add_store_address(struct store *s, const char *text); /* -1: it is no address */
/* Asks; the wish's answer is called sooner or later, unless forget_visit is. */
void ask_store(struct store *s, struct visit *v, const struct wish *wish);
void forget_visit(struct visit *v);
/* The next time at which something is due; does what is due. */
int64_t stores_turn(void);

#endif
