/* A request over a connection of its own: what the kinds http and http-name share. See probe_tcp.c. */
#ifndef HALAB_PROBE_TCP_H
#define HALAB_PROBE_TCP_H

#include "probe.h"

/* Makes the request. */
void open_http(void);
/* Begins a connection; one that fails at once is taken like any other failure. */
void connect_to(struct slot *s, const struct sockaddr_in *to);
void http_event(void *data, uint32_t events, int64_t now);
/* A connection failed, and is closed: begins the next one and says so, or returns 0. NULL: none. */
extern int (*next_address)(struct slot *s, int64_t now);

#endif
