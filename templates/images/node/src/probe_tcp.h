/* A request over a connection of its own: what http shares with the kinds that are built on it. See probe_tcp.c. */
#ifndef HALAB_PROBE_TCP_H
#define HALAB_PROBE_TCP_H

#include "probe.h"

/* What such a kind does otherwise than http; NULL: as http does. */
struct http_hooks {
	int (*bind)(struct slot *s); /* gives the socket an address before it connects; -1: errno says why not */
	int (*request)(const struct slot *s, char *to, size_t size); /* its length */
	void (*answer)(const struct slot *s, int64_t now); /* a whole good one; reply begins with its headers */
	int (*next)(struct slot *s, int64_t now); /* a connection failed, and is closed: begins the next one, or returns 0 */
};

extern struct http_hooks http_hooks;

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
