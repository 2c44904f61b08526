#include "load.h"
#include "modes.h"

#include <stdio.h>

static void insert(const struct slot *s, const struct connection *c, char *sql, size_t size)
{
	snprintf(sql, size, "insert into %s values (%llu, %u)", options.table, (unsigned long long)s->k, c->index);
}

void run_write(void)
{
	/* Numbers begin at 0 in each run. */
	static const char *const before[] = { "drop table if exists %s",
		"create table %s (n bigint primary key, session integer not null)", NULL };
	const struct load load = { .before = before, .statement = insert, .ended = print_sample, .begins = print_begin };
	run_load(&load);
}
