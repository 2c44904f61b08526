/* A connection of a customer, and the request that it is about: http.c has the connection, pages.c the answer. */
#ifndef HALAB_SHOP_VISIT_H
#define HALAB_SHOP_VISIT_H

#include "basket.h"
#include "loop.h"
#include "proof.h"

#define REQUEST_MAX 8192
#define ANSWER_MAX 2048

struct design;

struct visit {
	struct handler handler; /* first: its handler is the visit */
	void (*go_on)(struct visit *v); /* after an answer that had to be waited for */
	size_t in_len, out_len, sent, request_len;
	int waiting; /* for a store, or for its /work to be done */
	int64_t work_at; /* when that is done; 0: it asked for none */
	struct visit *next_working;
	const struct design *design;
	int good;
	char claim[16]; /* of the answer: what the customer judges by is signed with the proof */
	char session[SESSION_HEX + 1];
	char in[REQUEST_MAX + 1], out[ANSWER_MAX];
};

#endif
