/* Kind http-name: a new client each time. It resolves the name at its resolver, takes the answer's
 * first address, and asks there over a new connection. With --tries it goes on to the answer's next
 * address when a connection is refused, or is not there after --try-us; a server that has accepted
 * is not left. Nothing is cached, and no order is changed: what the resolver said is what it does. */
#include "probe.h"
#include "dns.h"
#include "tcp.h"

#include <string.h>
#include <unistd.h>

#define TYPE_A 1

/* The addresses of the answer in its order. */
static unsigned read_addresses(struct slot *s, const uint8_t *m, size_t len)
{
	char name[SERVER_MAX + 1];
	size_t at = DNS_HEADER;
	unsigned count = 0;
	for (int i = u16(m + 4); i > 0 && at; i--)
		at = (at = read_name(m, len, at, name)) ? at + 4 : 0;
	for (int i = u16(m + 6); i > 0 && at && count < MAX_ADDRESSES; i--) {
		at = read_name(m, len, at, name);
		if (!at || at + 10 > len || at + 10 + u16(m + at + 8) > len)
			break;
		if (u16(m + at) == TYPE_A && u16(m + at + 8) == 4)
			memcpy(&s->addresses[count++], m + at + 10, 4);
		at += 10 + u16(m + at + 8);
	}
	return count;
}

static void try_address(struct slot *s, int64_t now)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(options.port) };
	to.sin_addr = s->addresses[s->tried++];
	s->fd = -1;
	s->len = s->skipped = 0;
	s->try_until = now + options.try_for;
	connect_to(s, &to);
}

static int go_on(struct slot *s, int64_t now)
{
	if (s->tried >= s->address_count || s->tried >= options.tries)
		return 0;
	try_address(s, now);
	return 1;
}

static void take_addresses(struct slot *s, const uint8_t *m, size_t len, int64_t now)
{
	if (s->address_count)
		return; /* the answer came twice */
	s->address_count = (m[3] & 15) == 0 ? read_addresses(s, m, len) : 0;
	if (s->address_count)
		try_address(s, now);
	else
		finish_without_answer(s, m, now);
}

static void open_name(void)
{
	if (!options.name || !options.path)
		die("http-name needs --url with a name, and --server");
	options.type = TYPE_A;
	http_hooks.next = go_on;
	open_http();
	open_dns();
}

static void ask_resolver(struct slot *s)
{
	s->address_count = s->tried = 0;
	send_query(s);
}

static int is_slot(const void *data)
{
	return (const char *)data >= (const char *)slots && (const char *)data < (const char *)(slots + slot_count);
}

static void name_event(void *data, uint32_t events, int64_t now)
{
	if (is_slot(data))
		http_event(data, events, now);
	else
		take_answers_of_dns(events, now, take_addresses);
}

/* Waits for a connection, and could try another address. */
static int may_go_on(const struct slot *s)
{
	return s && s->fd >= 0 && !s->connected && s->tried < s->address_count && s->tried < options.tries;
}

static int64_t name_wake_at(void)
{
	int64_t at = INT64_MAX;
	for (uint64_t k = oldest_k; options.tries > 1 && k < next_k; k++) {
		const struct slot *s = find_by_k(k);
		if (may_go_on(s) && s->try_until < at)
			at = s->try_until;
	}
	return at;
}

static void name_wake(int64_t now)
{
	for (uint64_t k = oldest_k; k < next_k; k++) {
		struct slot *s = find_by_k(k);
		if (!may_go_on(s) || s->try_until > now)
			continue;
		close(s->fd);
		go_on(s, now);
	}
}

static void name_expired(struct slot *s)
{
	if (s->fd >= 0)
		close(s->fd);
}

const struct kind name_kind = { .name = "http-name", .timeout = 250 * NS_PER_MS, .open = open_name, .send = ask_resolver,
	.event = name_event, .expired = name_expired, .wake_at = name_wake_at, .wake = name_wake };
