/* Rounds in which a transaction on each host changes the same row: all have changed it before any commits. */
#include "client.h"
#include "modes.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Below the SYN's first retransmission after 1 s. */
#define CONNECT_TIMEOUT (250 * NS_PER_MS)

enum stage { BEGUN, CHANGED, COMMITTED, SEEN, STAGES };

static struct rival {
	void *db;
	enum answer last; /* of what is under way, or was */
	int prepared;     /* statements that went before the first round */
	int usable;       /* in this round */
	int lost;         /* the transaction is over before its commit, or was refused by it */
	char outcome[8], seen[64];
} rivals[MAX_HOSTS];

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static void hang_up(struct rival *r)
{
	if (r->db)
		options.driver->close(r->db);
	r->db = NULL;
	r->usable = 0;
	r->prepared = 0;
}

static int is_pending(const struct rival *r)
{
	return r->db && r->last == PENDING;
}

/* Until none is under way any more, or it is `until`: who has not answered by then is left. */
static void wait_for_all(int64_t until)
{
	for (;;) {
		struct pollfd fds[MAX_HOSTS];
		unsigned of[MAX_HOSTS], waiting = 0;
		for (unsigned i = 0; i < options.host_count; i++) {
			if (!is_pending(&rivals[i]))
				continue;
			fds[waiting].fd = options.driver->descriptor(rivals[i].db);
			fds[waiting].events = (short)options.driver->wants(rivals[i].db);
			of[waiting++] = i;
		}
		int64_t left = until - now_ns();
		if (!waiting || stopped)
			return;
		if (left <= 0 || poll(fds, waiting, (int)(left / NS_PER_MS) + 1) < 0)
			break;
		for (unsigned i = 0; i < waiting; i++)
			if (fds[i].revents)
				rivals[of[i]].last = options.driver->go_on(rivals[of[i]].db);
	}
	for (unsigned i = 0; i < options.host_count; i++)
		if (is_pending(&rivals[i]))
			hang_up(&rivals[i]);
}

static void connect_all(void)
{
	for (unsigned i = 0; i < options.host_count; i++) {
		struct rival *r = &rivals[i];
		struct login login = options.login;
		r->last = DONE;
		if (r->db)
			continue;
		login.host = options.hosts[i];
		r->db = options.driver->open(&login);
		r->last = PENDING;
	}
	wait_for_all(now_ns() + CONNECT_TIMEOUT);
	for (unsigned i = 0; i < options.host_count; i++)
		if (rivals[i].db && rivals[i].last == BROKEN)
			hang_up(&rivals[i]);
}

static void ask_one(struct rival *r, const char *sql)
{
	r->last = options.driver->ask(r->db, sql);
}

/* What goes before the first round, of each session. What is refused of it is found again by what comes after. */
static void prepare_all(int64_t until)
{
	const char *const before[] = { options.session ? "set %s" : NULL, "create table if not exists %s (id integer primary key, round bigint, host varchar(63))",
		"insert into %s values (0, 0, '')" };
	for (int n = 0; n < 3; n++) {
		for (unsigned i = 0; i < options.host_count; i++) {
			char sql[SQL_BYTES];
			struct rival *r = &rivals[i];
			if (!r->db || r->prepared > n)
				continue;
			r->prepared = n + 1;
			if (!before[n])
				continue;
			snprintf(sql, sizeof sql, before[n], n ? options.table : options.session);
			ask_one(r, sql);
			/* One after the other: definitions of a table do not compete. */
			wait_for_all(until);
		}
	}
}

static void note(struct rival *r, const char *outcome)
{
	if (!*r->outcome)
		snprintf(r->outcome, sizeof r->outcome, "%s", outcome);
}

static void take(struct rival *r, enum stage stage)
{
	const char *cell;
	if (!r->db || r->last == BROKEN) {
		hang_up(r);
		note(r, "none");
		return;
	}
	if (r->last == DENIED || r->last == DOUBTED) {
		/* Whether it was the change or the commit: the transaction is rolled back. */
		if (stage < SEEN)
			note(r, r->last == DOUBTED ? "none" : options.driver->state(r->db));
		r->lost = 1;
	} else if (stage == COMMITTED) {
		note(r, "ok");
	} else if (stage == SEEN) {
		cell = options.driver->count(r->db) > 0 ? options.driver->cell(r->db, 0, 0) : NULL;
		snprintf(r->seen, sizeof r->seen, "%s", cell && *cell ? cell : "-");
	}
}

static void ask_all(enum stage stage, unsigned long long round, int64_t until)
{
	static const char *const statements[STAGES] = { "start transaction", "update %s set round = %llu, host = '%s' where id = 0",
		"commit", "select host from %s where id = 0 and round = %llu" };
	for (unsigned i = 0; i < options.host_count; i++) {
		char sql[SQL_BYTES];
		struct rival *r = &rivals[i];
		/* Who has lost before the commit only looks. */
		if (!r->usable || (r->lost && stage < SEEN))
			continue;
		snprintf(sql, sizeof sql, statements[stage], options.table, round, options.hosts[i]);
		ask_one(r, sql);
	}
	wait_for_all(until);
	for (unsigned i = 0; i < options.host_count; i++)
		if (rivals[i].usable && !(rivals[i].lost && stage < SEEN))
			take(&rivals[i], stage);
}

static void play(unsigned long long round)
{
	int64_t until = now_ns() + options.timeout;
	connect_all();
	prepare_all(until);
	for (unsigned i = 0; i < options.host_count; i++) {
		rivals[i].usable = rivals[i].db != NULL;
		rivals[i].lost = 0;
		*rivals[i].outcome = 0;
		snprintf(rivals[i].seen, sizeof rivals[i].seen, "-");
	}
	for (enum stage stage = BEGUN; stage < STAGES; stage++)
		ask_all(stage, round, until);
	if (stopped)
		return;
	print("d %lld %llu", (long long)now_ns(), round);
	for (unsigned i = 0; i < options.host_count; i++)
		print(" %s=%s/%s", options.hosts[i], *rivals[i].outcome ? rivals[i].outcome : "none", rivals[i].seen);
	print("\n");
	flush_output();
}

void run_rival(void)
{
	struct sigaction action = { .sa_handler = stop };
	/* Another run's numbers are smaller. */
	unsigned long long round = (unsigned long long)now_ns() / NS_PER_MS;
	signal(SIGPIPE, SIG_IGN);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	for (int64_t due = now_ns(); !stopped; due += options.every) {
		int64_t now = now_ns();
		if (due < now)
			due = now;
		struct timespec left = { .tv_sec = (due - now) / NS_PER_S, .tv_nsec = (due - now) % NS_PER_S };
		if (left.tv_sec || left.tv_nsec)
			nanosleep(&left, NULL);
		if (!stopped)
			play(++round);
	}
	end_output();
}
