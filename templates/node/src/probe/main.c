/* halab-probe KIND: open-loop prober. Probe k is due at t0 + k * interval and is sent then,
 * whatever happened to the others; an answer after its deadline is a timeout.
 * Rows, times in us since t0:
 *   t0 <monotonic ns> <interval us>
 *   s <k> <due> <sent> <end> <ok|timeout|refused|reset|unreach|bad|error|forged> <server|->
 *                                     of a bad answer: its HTTP status, or DNS's RCODE
 *   b <status> <text>                 http: the begin of an error's body, the first time that it says so
 *   l <count> <p50> <p99> <max>       lateness (sent - due) of the last second's probes
 *   c <t> <event> <connection>        one of stream's connections, from 0
 *   a <k> <due> <mac,...|->           arp
 *   u <t> <lost|behind> <user> <had> <has>   users: a basket that has less than it had
 *   r <k> <mac,...|->                 clients: who answered the SYN of probe k
 */
#include "probe.h"

#include "late.h"

#include <errno.h>
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
/* Probes beyond timeout / interval for which a slot is kept: a stall of this many intervals. */
#define SLOT_MARGIN 256
#define MAX_SLOTS 65536 /* DNS ids and ICMP sequences have 16 bits */

struct slot *slots;
uint64_t slot_count, next_k, oldest_k;
int64_t t0;
int epoll_fd;

static const struct kind *kind;
static char timer_tag, signal_tag;
static int stop, signals;

struct slot *find_by_k(uint64_t k)
{
	struct slot *s = &slots[k % slot_count];
	return s->busy && s->k == k ? s : NULL;
}

struct slot *find_by_sequence(uint16_t sequence)
{
	/* The newest k with these bits; probes that are 65536 apart are never under way together. */
	return find_by_k(next_k - (uint16_t)((uint16_t)next_k - sequence));
}

void watch_fd(int fd, uint32_t events, void *data)
{
	struct epoll_event ev = { .events = events, .data.ptr = data };
	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &ev) < 0)
		die("epoll");
}

void finish(struct slot *s, int64_t end, enum outcome outcome, const char *server)
{
	if (end > s->deadline) {
		end = s->deadline;
		outcome = TIMEOUT;
		server = NULL;
	}
	s->busy = 0;
	print("s %llu %lld %lld %lld %s %s\n", (unsigned long long)s->k, (long long)((s->due - t0) / NS_PER_US),
		(long long)((s->sent - t0) / NS_PER_US), (long long)((end - t0) / NS_PER_US),
		outcome_name(outcome), server && *server ? server : "-");
}

static void print_lateness(void)
{
	struct late_second late = late_take();
	if (late.count)
		print("l %u %lld %lld %lld\n", late.count, (long long)late.p50, (long long)late.p99, (long long)late.max);
}

static void send_due(int64_t now)
{
	int64_t due;
	while ((due = t0 + (int64_t)next_k * options.every) <= now && !(options.run_for && due - t0 >= options.run_for)) {
		struct slot *s = &slots[next_k % slot_count];
		if (s->busy) {
			/* The ring is full: a stall longer than SLOT_MARGIN. Said, not hidden. */
			struct slot lost = { .k = next_k++, .due = due, .sent = now, .deadline = INT64_MAX };
			finish(&lost, now, ERROR, NULL);
			late_note((now - due) / NS_PER_US);
			continue;
		}
		s->k = next_k++;
		s->due = due;
		s->busy = 1;
		s->fd = -1;
		s->connected = 0;
		s->len = s->skipped = 0;
		s->sent = now_ns();
		s->deadline = s->sent + options.timeout;
		int64_t sent = s->sent;
		kind->send(s);
		late_note((sent - due) / NS_PER_US);
		now = now_ns();
	}
}

static void expire(int64_t now)
{
	for (; oldest_k < next_k; oldest_k++) {
		struct slot *s = find_by_k(oldest_k);
		if (!s)
			continue;
		if (s->deadline > now)
			break;
		if (kind->expired)
			kind->expired(s);
		if (s->busy)
			finish(s, s->deadline, TIMEOUT, NULL);
	}
}

static int64_t next_time(int64_t second_at, int64_t flush_at)
{
	int64_t at = t0 + (int64_t)next_k * options.every;
	struct slot *oldest = oldest_k < next_k ? find_by_k(oldest_k) : NULL;
	int64_t wake = kind->wake_at ? kind->wake_at() : INT64_MAX;
	at = second_at < at ? second_at : at;
	at = flush_at < at ? flush_at : at;
	at = wake < at ? wake : at;
	return oldest && oldest->deadline < at ? oldest->deadline : at;
}

static void take_signal(void)
{
	struct signalfd_siginfo info;
	if (read(signals, &info, sizeof info) != sizeof info)
		return;
	if (info.ssi_signo != SIGUSR1)
		stop = 1;
	else if (kind->renew)
		kind->renew(now_ns());
}

static void loop(int timer)
{
	int64_t second_at = t0 + NS_PER_S, flush_at = t0 + 50 * NS_PER_MS;
	while (!stop) {
		struct epoll_event events[64];
		timer_at(timer, next_time(second_at, flush_at));
		int n = epoll_wait(epoll_fd, events, 64, -1);
		int64_t now = now_ns();
		/* A due probe goes before the answers: its time is what is measured. */
		send_due(now);
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr == &signal_tag)
				take_signal();
			else if (events[i].data.ptr != &timer_tag)
				kind->event(events[i].data.ptr, events[i].events, now_ns());
		}
		now = now_ns();
		expire(now);
		if (kind->wake && kind->wake_at() <= now)
			kind->wake(now);
		if (now >= second_at) {
			print_lateness();
			second_at += NS_PER_S * ((now - second_at) / NS_PER_S + 1);
		}
		if (now >= flush_at) {
			flush_output();
			flush_at = now + 50 * NS_PER_MS;
		}
		if (options.run_for && now - t0 >= options.run_for && oldest_k == next_k)
			stop = 1;
	}
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

int main(int argc, char **argv)
{
	sigset_t set;
	kind = parse_options(argc, argv);
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
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	watch_fd(timer, EPOLLIN, &timer_tag);
	signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	watch_fd(signals, EPOLLIN, &signal_tag);
	be_punctual();
	t0 = now_ns() + 10 * NS_PER_MS; /* past the first connect and page faults */
	print("t0 %lld %lld\n", (long long)t0, (long long)(options.every / NS_PER_US));
	kind->open();
	flush_output();
	loop(timer);
	print_lateness();
	end_output();
	return 0;
}
