/* Baskets: what is in them, as signed text, and those in this process's memory. */
#ifndef HALAB_SHOP_BASKET_H
#define HALAB_SHOP_BASKET_H

#include <stddef.h>

#define GOODS 6
#define SESSION_HEX 32 /* a session's id: 128 random bits */
#define SIGNED_MAX 160 /* a basket as text, with its signature */

struct basket {
	unsigned goods[GOODS];
};

int find_good(const char *name, size_t len); /* -1: there is none */
const char *good_name(int good);
unsigned count_goods(const struct basket *b);

/* "2-0-1-0-0-0.<hex>", and back; -1 when it was not signed with this key. */
void sign_basket(const char *key, const struct basket *b, char text[SIGNED_MAX]);
int read_signed(const char *key, const char *text, struct basket *b);

void new_session(char id[SESSION_HEX + 1]);
/* The basket of a session in this process's memory; NULL: unknown, unless it is to be made. */
struct basket *find_session(const char *id, int make);

#endif
