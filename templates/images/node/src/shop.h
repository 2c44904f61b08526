/* halab-shop: a shopping basket, kept in four ways. See shop.c. */
#ifndef HALAB_SHOP_H
#define HALAB_SHOP_H

#include "common.h"

#include <netinet/in.h>

#define GOODS 6
#define SESSION_HEX 32 /* a session's id: 128 random bits */
#define SIGNED_MAX 160 /* a basket as text, with its signature */
#define PREFIX_MAX 32
#define MAX_SENTINELS 5
#define REQUEST_MAX 8192
#define ANSWER_MAX 2048

/* What is in epoll: whoever it is, it knows what to do. */
struct handler {
	int fd;
	void (*event)(struct handler *h, uint32_t events);
};

struct basket {
	unsigned goods[GOODS];
};

struct store; /* a Redis, shop_store.c */

enum keeper { KEEP_MEMORY, KEEP_COOKIE, KEEP_STORE };

/* One way to keep baskets, under one path. */
struct design {
	char prefix[PREFIX_MAX]; /* "/memory" */
	enum keeper keeper;
	struct store *store; /* of KEEP_STORE */
	struct design *next;
};

struct config {
	uint16_t port;
	int64_t work; /* ns that /work takes */
	char key[128]; /* signs baskets */
	struct design *designs;
};

/* A connection of a customer, and the request that it is about. */
struct visit {
	struct handler handler; /* first: its handler is the visit */
	size_t in_len, out_len, sent, request_len;
	int waiting; /* for a store, or for its /work to be done */
	int64_t work_at;
	struct visit *next_working;
	struct design *design;
	int good;
	char session[SESSION_HEX + 1];
	char in[REQUEST_MAX + 1], out[ANSWER_MAX];
};

extern struct config config;
extern char hostname[65];
extern int64_t now; /* of this turn of the loop */

/* Reads the file; ends the program with FILE:LINE when it makes no sense. */
void read_config(const char *path);

int find_good(const char *name, size_t len); /* -1: there is none */
const char *good_name(int good);
unsigned count_goods(const struct basket *b);
/* "2-0-1-0-0-0.<hex>", and back; -1 when it was not signed with our key. */
void sign_basket(const struct basket *b, char text[SIGNED_MAX]);
int read_signed(const char *text, struct basket *b);
void hmac_sha256_hex(const char *key, const char *text, char hex[65]);

void new_session(char id[SESSION_HEX + 1]);
/* The basket of a session in this process's memory; NULL: unknown, unless it is to be made. */
struct basket *find_session(const char *id, int make);

void watch(struct handler *h, uint32_t events);
void rewatch(struct handler *h, uint32_t events);
/* Frees after this turn: events of the same turn may still name it. */
void bury(void *data);

/* shop_http.c */
void open_shop(void);
void start_working(struct visit *v);
void go_on(struct visit *v);

/* shop_pages.c */
const char *request_header(const struct visit *v, const char *name);
void serve_request(struct visit *v, const char *body, size_t body_len);
/* Puts the answer to the request into v->out; format: of the body. */
void answer(struct visit *v, const char *status, const char *headers, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The next time at which a visit's /work is done; does what is due. */
int64_t visits_turn(void);

/* What a store says: a basket; NULL with why NULL: it does not know the session. */
void answer_visit(struct visit *v, const struct basket *b, const char *why);

struct store *add_store(const char *name); /* name: of a service at its sentinels; NULL: one Redis */
int add_store_address(struct store *s, const char *text); /* -1: it is no address */
/* Asks; answer_visit is called sooner or later, unless forget_visit is. good -1: only to look. */
void ask_store(struct store *s, struct visit *v, const char *id, int good, int make);
void forget_visit(struct visit *v);
int64_t stores_turn(void);

#endif
