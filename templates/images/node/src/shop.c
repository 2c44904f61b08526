/* halab-shop [-t] CONF [PIDFILE]: a web shop of one page and one basket, for labs about sessions.
 *   GET /hello             who is it
 *   GET /work              the same, after the configured time
 *   GET /catalogue         a page that any cache may keep for a minute
 *   GET /health            the process lives
 *   GET  PREFIX/basket     what is in the basket; X-Basket: how many
 *   POST PREFIX/basket     item=NAME puts one more into it
 *   GET PREFIX/health      the process lives, and so does what keeps its baskets
 * PREFIX says how the basket is kept: in this process's memory, in a Redis, in a Redis that
 * Sentinel looks after, or in a signed cookie at the customer's. -t only reads CONF.
 */
#include "shop.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <syslog.h>
#include <unistd.h>

#define MAX_EVENTS 64

char hostname[65];
int64_t now;

static int epoll;

static void control(int operation, struct handler *h, uint32_t events)
{
	struct epoll_event ev = { .events = events, .data.ptr = h };
	if (epoll_ctl(epoll, operation, h->fd, &ev) < 0)
		die("epoll");
}

void watch(struct handler *h, uint32_t events)
{
	control(EPOLL_CTL_ADD, h, events);
}

void rewatch(struct handler *h, uint32_t events)
{
	control(EPOLL_CTL_MOD, h, events);
}

static void **buried;
static size_t buried_count, buried_size;

void bury(void *data)
{
	if (buried_count == buried_size) {
		buried_size = buried_size ? 2 * buried_size : MAX_EVENTS;
		buried = realloc(buried, buried_size * sizeof *buried);
		if (!buried)
			die("out of memory");
	}
	buried[buried_count++] = data;
}

static int wait_ms(int64_t until)
{
	if (until == INT64_MAX)
		return -1;
	int64_t left = until - now_ns();
	return left <= 0 ? 0 : (int)(left / NS_PER_MS) + 1;
}

static void serve(void)
{
	int64_t visits_at = INT64_MAX, stores_at = INT64_MAX;
	for (;;) {
		struct epoll_event events[MAX_EVENTS];
		int n = epoll_wait(epoll, events, MAX_EVENTS, wait_ms(visits_at < stores_at ? visits_at : stores_at));
		now = now_ns();
		for (int i = 0; i < n; i++) {
			struct handler *h = events[i].data.ptr;
			if (h->fd >= 0)
				h->event(h, events[i].events);
		}
		stores_at = stores_turn();
		visits_at = visits_turn();
		while (buried_count)
			free(buried[--buried_count]);
	}
}

int main(int argc, char **argv)
{
	int test = argc > 1 && !strcmp(argv[1], "-t");
	errno = 0;
	if (argc < 2 + test || argc > 3)
		die("usage: halab-shop [-t] CONF [PIDFILE]");
	signal(SIGPIPE, SIG_IGN);
	gethostname(hostname, sizeof hostname - 1);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	now = now_ns();
	read_config(argv[1 + test]);
	if (test)
		return 0;
	open_shop();
	if (argc == 3)
		go_background(argv[2]);
	openlog("halab-shop", LOG_PID | LOG_NDELAY, LOG_DAEMON);
	serve();
}
