/* Which payloads a port sends over and over: a line when one changes, begins, ends. */
#include "listen.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define MAX_STREAMS 16 /* of a port; one more takes the place of the stalest */
#define IP_HEADER 20
/* Of what was seen once it is not known how often it comes. */
#define ONCE_NS (10 * NS_PER_S)
/* A node that makes up a payload with each frame is not told in full. */
#define LINES_PER_S 10
#define MOST_LINES 40

struct stream {
	int64_t last, longest; /* 0: free, seen once */
	struct protocol protocol;
	in_addr_t source, to;
	unsigned len;
	uint8_t payload[MAX_PAYLOAD];
};

static struct port {
	struct stream streams[MAX_STREAMS];
	int64_t lines, lines_at; /* lines that may still be said, in ns of LINES_PER_S */
} ports[MAX_PORTS];

static int may_say(struct port *p, int64_t now)
{
	const int64_t each = NS_PER_S / LINES_PER_S;
	int64_t room = p->lines_at ? p->lines + now - p->lines_at : MOST_LINES * each;
	p->lines = room > MOST_LINES * each ? MOST_LINES * each : room;
	p->lines_at = now;
	if (p->lines < each)
		return 0;
	p->lines -= each;
	return 1;
}

static void say(char what, int port, const struct stream *s, int64_t at)
{
	char source[INET_ADDRSTRLEN], to[INET_ADDRSTRLEN], hex[2 * MAX_PAYLOAD + 1] = "";
	inet_ntop(AF_INET, &s->source, source, sizeof source);
	inet_ntop(AF_INET, &s->to, to, sizeof to);
	for (unsigned i = 0; i < s->len; i++)
		sprintf(hex + 2 * i, "%02x", s->payload[i]);
	printf("%c %lld %d %u %s %s %s\n", what, (long long)at, port, s->protocol.number, source, to, s->len ? hex : "-");
}

static int same_stream(const struct stream *a, const struct stream *b)
{
	/* A message stands for itself: whom it is for, and all of it. */
	unsigned message = a->protocol.port, key = message ? a->len : a->protocol.key;
	if (message != b->protocol.port || (message && (a->to != b->to || a->len != b->len)))
		return 0;
	return a->protocol.number == b->protocol.number && a->source == b->source && a->len >= key && b->len >= key
		&& !memcmp(a->payload, b->payload, key);
}

/* The one that it belongs to, else a free one, else the stalest. */
static struct stream *place_of(struct port *p, const struct stream *seen)
{
	struct stream *stalest = p->streams;
	for (struct stream *s = p->streams; s < p->streams + MAX_STREAMS; s++) {
		if (s->last && same_stream(s, seen))
			return s;
		if (s->last < stalest->last)
			stalest = s;
	}
	return stalest;
}

static void take_payload(int port, struct stream *seen)
{
	struct port *p = &ports[port];
	struct stream *s = place_of(p, seen);
	int known = s->last && same_stream(s, seen);
	if (known && seen->last - s->last > s->longest)
		s->longest = seen->last - s->last;
	if (known && s->len == seen->len && !memcmp(s->payload, seen->payload, s->len)) {
		s->last = seen->last;
		return;
	}
	if (!may_say(p, seen->last))
		return;
	seen->longest = known ? s->longest : 0;
	*s = *seen;
	say('p', port, s, s->last);
}

/* Where the payload is such a message, without its UDP header. */
static int is_of(const struct protocol *p, const uint8_t **payload, size_t *len)
{
	const uint8_t *udp = *payload;
	if (!p->port)
		return *len >= p->key;
	if (*len <= UDP_HEADER + (size_t)p->at || (udp[2] << 8 | udp[3]) != p->port || (udp[UDP_HEADER + p->at] & p->mask) != p->value)
		return 0;
	*payload += UDP_HEADER;
	*len -= UDP_HEADER;
	return 1;
}

void take_ip(int port, const uint8_t *packet, size_t len, int64_t now)
{
	struct stream seen = { .last = now };
	size_t header = (size_t)(packet[0] & 0xf) * 4;
	if (len < IP_HEADER || packet[0] >> 4 != 4 || header < IP_HEADER || len < header)
		return;
	size_t total = (size_t)packet[2] << 8 | packet[3];
	/* Without the padding of a short frame; the rest of a fragmented one has no header of its protocol. */
	if (total < header || packet[6] & 0x1f || packet[7])
		return;
	const uint8_t *payload = packet + header;
	size_t left = (total < len ? total : len) - header;
	memcpy(&seen.source, packet + 12, sizeof seen.source);
	memcpy(&seen.to, packet + 16, sizeof seen.to);
	for (int i = 0; i < protocol_count; i++)
		if (protocols[i].number == packet[9] && is_of(&protocols[i], &payload, &left)) {
			seen.protocol = protocols[i];
			seen.len = (unsigned)(left < MAX_PAYLOAD ? left : MAX_PAYLOAD);
			memcpy(seen.payload, payload, seen.len);
			take_payload(port, &seen);
			return;
		}
}

void end_streams(int port, int64_t now)
{
	for (struct stream *s = ports[port].streams; s < ports[port].streams + MAX_STREAMS; s++) {
		if (!s->last || now - s->last <= (s->longest ? 3 * s->longest + NS_PER_S : ONCE_NS))
			continue;
		if (!s->protocol.port)
			say('q', port, s, s->last);
		s->last = 0;
	}
}
