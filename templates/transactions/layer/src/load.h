/* The open loop: statement k is due at t0 + k * interval and is taken up then, whatever became of the others. */
#ifndef HALAB_LOAD_H
#define HALAB_LOAD_H

#include "connection.h"

struct slot {
	uint64_t k;
	int64_t due, sent, deadline; /* deadline: of waiting for a connection */
	int busy;
	struct connection *by; /* NULL: it waits for one */
};

struct load {
	/* Statement k is for host k modulo their number; else all are for the host that takes writes. */
	int each;
	/* Statements that go before: for each host, or for the first that takes writes. NULL ends them. */
	const char *const *before;
	void (*statement)(const struct slot *s, const struct connection *c, char *sql, size_t size);
	/* `c` has the answer; NULL: there was none. */
	void (*ended)(const struct slot *s, int64_t end, enum outcome outcome, const struct connection *c);
	void (*begins)(void); /* may be NULL */
	void (*tick)(void);   /* every 50 ms; may be NULL */
};

extern int64_t t0;

/* Until SIGTERM. */
void run_load(const struct load *load);
/* `t0 <monotonic ns> <interval us>` */
void print_begin(void);
/* `s <k> <due> <sent> <end> <outcome> <host|SQLSTATE|->`, in us since t0. */
void print_sample(const struct slot *s, int64_t end, enum outcome outcome, const struct connection *c);

#endif
