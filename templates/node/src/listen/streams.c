/* Which payloads a port sends over and over: a line when one changes, begins, ends. */
#include "listen.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define MAX_STREAMS 16 /* of a port; one more takes the place of the stalest */
#define MAX_PAYLOAD 64
#define IP_HEADER 20
/* Of what was seen once it is not known how often it comes. */
#define ONCE_NS (10 * NS_PER_S)
/* A node that makes up a payload with each frame is not told in full. */
#define LINES_PER_S 10
#define MOST_LINES 40

struct stream {
	int64_t last, longest; /* 0: free, seen once */
	struct protocol protocol;
	in_addr_t source;
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
	char source[INET_ADDRSTRLEN], hex[2 * MAX_PAYLOAD + 1] = "";
	inet_ntop(AF_INET, &s->source, source, sizeof source);
	for (unsigned i = 0; i < s->len; i++)
		sprintf(hex + 2 * i, "%02x", s->payload[i]);
	printf("%c %lld %d %u %s %s\n", what, (long long)at, port, s->protocol.number, source, s->len ? hex : "-");
}

static int same_stream(const struct stream *a, const struct stream *b)
{
	unsigned key = a->protocol.key;
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
	size_t payload = (total < len ? total : len) - header;
	seen.len = (unsigned)(payload < MAX_PAYLOAD ? payload : MAX_PAYLOAD);
	memcpy(seen.payload, packet + header, seen.len);
	memcpy(&seen.source, packet + 12, sizeof seen.source);
	for (int i = 0; i < protocol_count; i++)
		if (protocols[i].number == packet[9] && seen.len >= protocols[i].key) {
			seen.protocol = protocols[i];
			take_payload(port, &seen);
			return;
		}
}

void end_streams(int port, int64_t now)
{
	for (struct stream *s = ports[port].streams; s < ports[port].streams + MAX_STREAMS; s++) {
		if (!s->last || now - s->last <= (s->longest ? 3 * s->longest + NS_PER_S : ONCE_NS))
			continue;
		say('q', port, s, s->last);
		s->last = 0;
	}
}
