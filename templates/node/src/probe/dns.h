/* DNS over the prober's one UDP socket: what the kinds dns and http-name share. See dgram.c. */
#ifndef HALAB_PROBE_DNS_H
#define HALAB_PROBE_DNS_H

#include "probe.h"

#define DNS_HEADER 12

typedef void answer_reader(struct slot *s, const uint8_t *m, size_t len, int64_t now);

static inline uint16_t u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

/* Makes the query for options.name and options.type, and the socket to options.to. */
void open_dns(void);
void send_query(struct slot *s);
/* Hands each answer that came to `read`; ends the probes of which ICMP says that none will come. */
void take_answers_of_dns(uint32_t events, int64_t now, answer_reader *read);
/* The answer says no, or nothing: the probe ends with that word. */
void finish_without_answer(struct slot *s, const uint8_t *m, int64_t now);
/* The end of a name that starts at `at`; text (SERVER_MAX + 1) gets it with dots. 0 when it is broken. */
size_t read_name(const uint8_t *m, size_t len, size_t at, char *text);

#endif
