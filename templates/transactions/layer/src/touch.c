#include "load.h"
#include "modes.h"

#include <stdio.h>
#include <time.h>

static uint64_t base;

/* Said again while it lasts, so that whoever reads has not to believe that it still does. */
#define SAY_EVERY (200 * NS_PER_MS)

static struct {
	enum { UNKNOWN, NO, YES } takes;
	int64_t last, said; /* when it took the last one, and up to when that is said */
} hosts[MAX_HOSTS];

static void insert(const struct slot *s, const struct connection *c, char *sql, size_t size)
{
	snprintf(sql, size, "insert into %s values (%llu, %u)", options.table, (unsigned long long)(base + s->k), c->index);
}

static void say(unsigned host, int64_t at, const char *what)
{
	hosts[host].said = at;
	print("w %lld %s %s\n", (long long)at, options.hosts[host], what);
}

/* It takes writes from when the first one was sent to when the last one was taken: never longer than it did. */
static void ended(const struct slot *s, int64_t end, enum outcome outcome, const struct connection *c)
{
	unsigned host = (unsigned)(s->k % options.host_count);
	(void)c;
	if (outcome == OK) {
		if (hosts[host].takes != YES)
			say(host, s->sent, "yes");
		else if (end >= hosts[host].said + SAY_EVERY)
			say(host, end, "yes");
		hosts[host].last = end;
	} else if (hosts[host].takes != NO) {
		say(host, hosts[host].takes == YES ? hosts[host].last : end, "no");
	}
	hosts[host].takes = outcome == OK ? YES : NO;
}

void run_touch(void)
{
	static const char *const before[] = { "create table if not exists %s (n bigint primary key, session integer not null)",
		NULL };
	const struct load load = { .each = 1, .before = before, .statement = insert, .ended = ended };
	options.connections = options.host_count;
	/* Other runs' numbers are still there. */
	base = (uint64_t)time(NULL) * 1000000;
	run_load(&load);
}
