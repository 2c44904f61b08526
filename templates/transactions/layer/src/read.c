#include "load.h"
#include "modes.h"

#include <stdio.h>

#define ROW_BYTES 3000
#define ENTRY_BYTES 44

static char seen[ROW_BYTES + ENTRY_BYTES];
static size_t seen_len;

static void newest(const struct slot *s, const struct connection *c, char *sql, size_t size)
{
	(void)s;
	(void)c;
	snprintf(sql, size, "select max(n) from %s", options.table);
}

static void print_seen(void)
{
	if (seen_len)
		print("n %lld%s\n", (long long)now_ns(), seen);
	seen_len = 0;
}

static void ended(const struct slot *s, int64_t end, enum outcome outcome, const struct connection *c)
{
	if (outcome == OK) {
		const char *number = options.driver->count(c->db) > 0 ? options.driver->cell(c->db, 0, 0) : NULL;
		seen_len += (size_t)snprintf(seen + seen_len, ENTRY_BYTES, " %llu:%.20s", (unsigned long long)s->k,
			number ? number : "-1");
		if (seen_len > ROW_BYTES)
			print_seen();
	}
	print_sample(s, end, outcome, c);
}

static void tick(void)
{
	static unsigned ticks;
	if (++ticks % 5 == 0)
		print_seen();
}

void run_read(void)
{
	const struct load load = { .each = 1, .statement = newest, .ended = ended, .begins = print_begin, .tick = tick };
	options.connections = options.host_count;
	run_load(&load);
}
