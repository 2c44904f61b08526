/* All rows of each host, one host after the other: how many, which numbers, and a digest of their contents. */
#include "client.h"
#include "modes.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a of 64 bits (draft-eastlake-fnv): to tell different contents apart, not to withstand anybody. */
#define FNV_BASIS 0xcbf29ce484222325ULL
#define FNV_PRIME 0x100000001b3ULL

static uint64_t digest_of(uint64_t digest, const char *text)
{
	for (; *text; text++)
		digest = (digest ^ (uint8_t)*text) * FNV_PRIME;
	return (digest ^ '\n') * FNV_PRIME;
}

static enum answer wait_for(void *db, enum answer answer, int64_t until)
{
	while (answer == PENDING) {
		int64_t left = until - now_ns();
		struct pollfd fd = { .fd = options.driver->descriptor(db), .events = (short)options.driver->wants(db) };
		if (left <= 0 || poll(&fd, 1, (int)(left / NS_PER_MS) + 1) <= 0)
			return PENDING;
		answer = options.driver->go_on(db);
	}
	return answer;
}

static void print_range(unsigned long long first, unsigned long long last, int *some)
{
	print(first == last ? "%s%llu" : "%s%llu-%llu", *some ? "," : " ", first, last);
	*some = 1;
}

static void print_rows(const char *host, void *db)
{
	int count = options.driver->count(db), some = 0;
	uint64_t digest = FNV_BASIS;
	unsigned long long first = 0, last = 0;
	for (int row = 0; row < count; row++)
		digest = digest_of(digest_of(digest, options.driver->cell(db, row, 0)), options.driver->cell(db, row, 1));
	print("rows %s %d %016llx", host, count, (unsigned long long)digest);
	for (int row = 0; row < count; row++) {
		unsigned long long n = strtoull(options.driver->cell(db, row, 0), NULL, 10);
		if (row && n != last + 1)
			print_range(first, last, &some);
		if (!row || n != last + 1)
			first = n;
		last = n;
	}
	if (count)
		print_range(first, last, &some);
	print(some ? "\n" : " -\n");
}

static int first_line(const char *text)
{
	return (int)strcspn(text, "\n");
}

static void read_host(const char *host)
{
	struct login login = options.login;
	char sql[SQL_BYTES];
	int64_t until = now_ns() + options.timeout;
	login.host = host;
	void *db = options.driver->open(&login);
	enum answer answer = wait_for(db, PENDING, until);
	snprintf(sql, sizeof sql, "select n, session from %s where n < %llu order by n", options.table,
		(unsigned long long)options.below);
	if (answer == DONE)
		answer = wait_for(db, options.driver->ask(db, sql), until);
	const char *why = answer == PENDING ? "it did not answer in time" : options.driver->error(db);
	if (answer == DONE)
		print_rows(host, db);
	else
		print("none %s %.*s\n", host, first_line(why), why);
	options.driver->close(db);
}

void run_read_back(void)
{
	for (unsigned i = 0; i < options.host_count; i++)
		read_host(options.hosts[i]);
	end_output();
}
