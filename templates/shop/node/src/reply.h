/* RESP, the protocol of Redis and its sentinels. */
#ifndef HALAB_SHOP_REPLY_H
#define HALAB_SHOP_REPLY_H

#include <stddef.h>

#define MAX_ITEMS 16

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

#endif
