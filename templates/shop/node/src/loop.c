#include "loop.h"

#include <stdlib.h>
#include <sys/epoll.h>

#define MAX_EVENTS 64

int64_t now;

static int epoll;

void open_loop(void)
{
	epoll = epoll_create1(EPOLL_CLOEXEC);
	now = now_ns();
}

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

static int wait_ms(int64_t until)
{
	if (until == INT64_MAX)
		return -1;
	int64_t left = until - now_ns();
	return left <= 0 ? 0 : (int)(left / NS_PER_MS) + 1;
}

void take_events(int64_t until)
{
	struct epoll_event events[MAX_EVENTS];
	int n = epoll_wait(epoll, events, MAX_EVENTS, wait_ms(until));
	now = now_ns();
	for (int i = 0; i < n; i++) {
		struct handler *h = events[i].data.ptr;
		if (h->fd >= 0)
			h->event(h, events[i].events);
	}
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

void free_buried(void)
{
	while (buried_count)
		free(buried[--buried_count]);
}
