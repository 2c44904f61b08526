#include "load.h"

#include "lanes.h"
#include "late.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define FIFO_PRIORITY 10
/* Statements beyond timeout / interval for which a slot is kept: a stall of so many intervals. */
#define SLOT_MARGIN 1024
#define MAX_SLOTS 262144
/* While some connection is to be had. */
#define TEND_EVERY (5 * NS_PER_MS)
#define FLUSH_EVERY (50 * NS_PER_MS)

int64_t t0;

static const struct load *load;
static struct slot *slots;
static uint64_t slot_count, next_k;
static int epoll_fd;

static struct slot *find(uint64_t k)
{
	struct slot *s = &slots[k % slot_count];
	return s->busy && s->k == k ? s : NULL;
}

void print_begin(void)
{
	print("t0 %lld %lld\n", (long long)t0, (long long)(options.every / NS_PER_US));
}

void print_sample(const struct slot *s, int64_t end, enum outcome outcome, const struct connection *c)
{
	static const char *const names[] = { "ok", "timeout", "refused", "reset", "unreach", "bad", "error" };
	const char *who = !c ? "-" : outcome == BAD ? options.driver->state(c->db) : options.hosts[c->host];
	print("s %llu %lld %lld %lld %s %s\n", (unsigned long long)s->k, (long long)((s->due - t0) / NS_PER_US),
		(long long)((s->sent - t0) / NS_PER_US), (long long)((end - t0) / NS_PER_US), names[outcome],
		*who ? who : "-");
}

static void end_slot(struct slot *s, int64_t end, enum outcome outcome, const struct connection *c)
{
	s->busy = 0;
	load->ended(s, end, outcome, c);
}

/* Its connection broke, or is given up. */
static void end_asked(struct connection *c, int64_t end, enum outcome outcome, int64_t now)
{
	struct slot *s = find(c->k);
	if (s)
		end_slot(s, end, outcome, NULL);
	drop(c, outcome, now);
}

static void answered(struct connection *c, enum answer answer, int64_t now)
{
	static const enum outcome outcomes[] = { [DONE] = OK, [DOUBTED] = TIMEOUT, [DENIED] = BAD };
	struct slot *s = find(c->k);
	c->state = IDLE;
	if (s)
		end_slot(s, now, outcomes[answer], c);
	if (is_wanted(c))
		return;
	leave_host(lane_of(c), c->host);
	drop(c, REFUSED, now);
}

static void proceed(struct connection *c, enum answer answer, int64_t now)
{
	if (answer == BROKEN)
		end_asked(c, now, RESET, now);
	else if (answer != PENDING)
		answered(c, answer, now);
}

static void send_slot(struct slot *s, struct connection *c, int64_t now)
{
	char sql[SQL_BYTES];
	load->statement(s, c, sql, sizeof sql);
	s->by = c;
	c->k = s->k;
	c->state = ASKING;
	c->give_up_at = now + options.timeout / 2;
	proceed(c, ask(c, sql, epoll_fd), now);
}

/* As many of those that wait as there are free connections; all of them fail while none is to be had. */
static void dispatch(struct lane *lane, int64_t now)
{
	int hopeless = lane->was_up && !is_up(lane);
	for (; lane->cursor < next_k; lane->cursor += lane_count) {
		struct slot *s = find(lane->cursor);
		struct connection *c;
		if (!s || s->by)
			continue;
		if (hopeless)
			end_slot(s, now, lane->failure == UNREACH ? UNREACH : REFUSED, NULL);
		else if ((c = free_of(lane)))
			send_slot(s, c, now);
		else
			return;
	}
}

static void event(struct connection *c, int64_t now)
{
	switch (c->state) {
	case CLOSED: return;
	case CONNECTING:
	case PREPARING: connect_on(c, now); break;
	case IDLE:
		if (go_on(c, epoll_fd) == BROKEN)
			drop(c, RESET, now);
		break;
	case ASKING: proceed(c, go_on(c, epoll_fd), now); break;
	}
	dispatch(lane_of(c), now);
}

static void print_lateness(void)
{
	struct late_second late = late_take();
	if (late.count)
		print("l %u %lld %lld %lld\n", late.count, (long long)late.p50, (long long)late.p99, (long long)late.max);
}

static void take_up(int64_t now)
{
	int64_t due;
	while ((due = t0 + (int64_t)next_k * options.every) <= now) {
		struct slot *s = &slots[next_k % slot_count];
		if (s->busy) {
			/* The ring is full: a stall longer than SLOT_MARGIN. Said, not hidden. */
			struct slot lost = { .k = next_k, .due = due, .sent = now };
			load->ended(&lost, now, ERROR, NULL);
		} else {
			*s = (struct slot){ .k = next_k, .due = due, .sent = now, .deadline = now + options.timeout / 2, .busy = 1 };
		}
		late_note((now - due) / NS_PER_US);
		dispatch(&lanes[next_k++ % lane_count], now);
		now = now_ns();
	}
}

/* Those whose answer, or whose connection, does not come. Whoever hangs is left alone: to cancel a commit that waits for
 * a standby is to make it. */
static void expire(int64_t now)
{
	for (unsigned i = 0; i < options.connections; i++)
		if (connections[i].state == ASKING && now >= connections[i].give_up_at)
			end_asked(&connections[i], connections[i].give_up_at, TIMEOUT, now);
	for (unsigned i = 0; i < lane_count; i++)
		for (uint64_t *k = &lanes[i].cursor; *k < next_k; *k += lane_count) {
			struct slot *s = find(*k);
			if (s && !s->by && s->deadline > now)
				break;
			if (s && !s->by)
				end_slot(s, s->deadline, ERROR, NULL);
		}
}

/* When the first of them is due. */
static int64_t expires_at(void)
{
	int64_t at = INT64_MAX;
	for (unsigned i = 0; i < options.connections; i++)
		if (connections[i].state == ASKING && connections[i].give_up_at < at)
			at = connections[i].give_up_at;
	for (unsigned i = 0; i < lane_count; i++) {
		struct slot *s = lanes[i].cursor < next_k ? find(lanes[i].cursor) : NULL;
		if (s && !s->by && s->deadline < at)
			at = s->deadline;
	}
	return at;
}

/* Best effort: a container has none of these rights by default. Lateness is reported anyway. */
static void be_punctual(void)
{
	struct sched_param fifo = { .sched_priority = FIFO_PRIORITY };
	if (sched_setscheduler(0, SCHED_FIFO, &fifo) < 0)
		setpriority(PRIO_PROCESS, 0, -20);
	prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
	mlockall(MCL_CURRENT);
}

static void loop(int timer, const void *timer_tag, const void *stop_tag)
{
	int64_t second_at = t0 + NS_PER_S, flush_at = t0, tend_at = 0;
	for (;;) {
		struct epoll_event events[64];
		int64_t at = t0 + (int64_t)next_k * options.every, expiry = expires_at();
		at = flush_at < at ? flush_at : at;
		at = tend_at < at ? tend_at : at;
		at = expiry < at ? expiry : at;
		timer_at(timer, at);
		int n = epoll_wait(epoll_fd, events, 64, -1);
		/* A statement that is due goes before the answers: its time is what is measured. */
		take_up(now_ns());
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr == stop_tag)
				return;
			if (events[i].data.ptr != timer_tag)
				event(events[i].data.ptr, now_ns());
		}
		int64_t now = now_ns();
		expire(now);
		tend_at = tend_lanes(now) ? now + TEND_EVERY : now + FLUSH_EVERY;
		for (unsigned i = 0; i < lane_count; i++)
			dispatch(&lanes[i], now);
		if (now >= second_at) {
			print_lateness();
			second_at += NS_PER_S * ((now - second_at) / NS_PER_S + 1);
		}
		if (now >= flush_at) {
			if (load->tick)
				load->tick();
			flush_output();
			flush_at = now + FLUSH_EVERY;
		}
	}
}

static void watch_fd(int fd, void *tag)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = tag };
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &ev) < 0)
		die("epoll");
}

void run_load(const struct load *which)
{
	static char timer_tag, stop_tag;
	sigset_t set;
	load = which;
	slot_count = (uint64_t)(options.timeout / options.every) + SLOT_MARGIN;
	if (slot_count > MAX_SLOTS)
		die("timeout / interval is over %d", MAX_SLOTS - SLOT_MARGIN);
	slots = calloc(slot_count, sizeof *slots);
	if (!slots)
		die("out of memory");
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	watch_fd(timer, &timer_tag);
	watch_fd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), &stop_tag);
	be_punctual();
	open_lanes(load->each, load->before, epoll_fd);
	t0 = now_ns() + 10 * NS_PER_MS;
	if (load->begins)
		load->begins();
	loop(timer, &timer_tag, &stop_tag);
	print_lateness();
	end_output();
}
