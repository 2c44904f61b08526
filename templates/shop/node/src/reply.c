#include "reply.h"

#include <stdlib.h>
#include <string.h>

static size_t parse_item(const char *text, size_t len, struct reply *r, int depth)
{
	const char *end = memchr(text, '\n', len);
	if (!end)
		return 0;
	size_t used = (size_t)(end - text) + 1;
	long n = *text == '$' || *text == '*' ? strtol(text + 1, NULL, 10) : 0;
	const char *value = text + 1;
	size_t value_len = used >= 3 ? used - 3 : 0;
	if (depth == 0)
		r->type = *text;
	if (*text == '*') {
		for (; n > 0; n--) {
			size_t one = parse_item(text + used, len - used, r, depth + 1);
			if (!one)
				return 0;
			used += one;
		}
		return used;
	}
	if (*text == '$') {
		value = text + used;
		value_len = n < 0 ? 0 : (size_t)n;
		used += n < 0 ? 0 : value_len + 2;
		if (used > len)
			return 0;
	}
	if (depth <= 1 && r->count < MAX_ITEMS) {
		r->items[r->count].text = value;
		r->items[r->count++].len = value_len;
	}
	return used;
}

int is_item(const struct reply *r, unsigned i, const char *text)
{
	return r->count > i && r->items[i].len == strlen(text) && !memcmp(r->items[i].text, text, r->items[i].len);
}

size_t parse_reply(const char *text, size_t len, struct reply *r)
{
	*r = (struct reply){ 0 };
	return parse_item(text, len, r, 0);
}
