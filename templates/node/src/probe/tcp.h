/* A request over a connection of its own: what http shares with the kinds that are built on it. See tcp.c. */
#ifndef HALAB_PROBE_TCP_H
#define HALAB_PROBE_TCP_H

#include "probe.h"

/* A path of PATH_LIMIT, a host, and what `users` sends with it: four cookies at their longest. */
#define REQUEST_MAX 4096

/* What such a kind does otherwise than http; NULL: as http does. */
struct http_hooks {
	int (*bind)(struct slot *s); /* gives the socket an address before it connects; -1: errno says why not */
	size_t (*request)(const struct slot *s, char *to, size_t size); /* its head, without the last empty line: as add_text */
	const char *(*body)(const struct slot *s);
	const char *claim; /* a header that each answer must have, signed with the proof */
	void (*answer)(const struct slot *s, int64_t now); /* a whole good one; reply begins with its headers */
	int (*next)(struct slot *s, int64_t now); /* a connection failed, and is closed: begins the next one, or returns 0 */
};

extern struct http_hooks http_hooks;

/* Adds to a text of `size` bytes whose first `len` are written. A length beyond `size` says that it did not fit. */
size_t add_text(char *to, size_t size, size_t len, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Makes the request. */
void open_http(void);
/* Begins a connection; one that fails at once is taken like any other failure. */
void connect_to(struct slot *s, const struct sockaddr_in *to);
/* Whose request it is: of options.count clients, each in turn. */
unsigned client_of(const struct slot *s);
/* The client's address; several share one when there are fewer, as behind a NAT. */
int bind_client(struct slot *s);
void http_send(struct slot *s);
void http_event(void *data, uint32_t events, int64_t now);
void http_expired(struct slot *s);
/* A header's value within the headers, or NULL. */
const char *find_header(const char *headers, const char *name);

#endif
