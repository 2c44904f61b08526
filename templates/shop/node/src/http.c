#include "http.h"
#include "config.h"
#include "pages.h"
#include "request.h"
#include "store.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* All of them take the same time, so the first is done first. */
static struct visit *first_working, **last_working = &first_working;

static void start_working(struct visit *v)
{
	v->next_working = NULL;
	*last_working = v;
	last_working = &v->next_working;
}

static void stop_working(struct visit *v)
{
	struct visit **at = &first_working;
	while (*at && *at != v)
		at = &(*at)->next_working;
	if (!*at)
		return;
	v->work_at = 0;
	*at = v->next_working;
	if (last_working == &v->next_working)
		last_working = at;
}

static void close_visit(struct visit *v)
{
	if (v->waiting) {
		stop_working(v);
		forget_visit(v);
	}
	close(v->handler.fd);
	v->handler.fd = -1;
	bury(v);
}

/* 0, or -1 when the customer is gone. What does not fit into the socket goes later. */
static int flush_visit(struct visit *v)
{
	while (v->sent < v->out_len) {
		ssize_t n = send(v->handler.fd, v->out + v->sent, v->out_len - v->sent, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN) {
			rewatch(&v->handler, EPOLLIN | EPOLLOUT);
			return 0;
		}
		if (n <= 0)
			return -1;
		v->sent += (size_t)n;
	}
	v->out_len = v->sent = 0;
	return 0;
}

/* Serves what has come whole, one request after the other; -1 when the connection has to end. */
static int take_requests(struct visit *v)
{
	while (!v->waiting && !v->out_len) {
		v->in[v->in_len] = 0;
		char *end = strstr(v->in, "\r\n\r\n");
		if (!end)
			return v->in_len < REQUEST_MAX ? 0 : -1;
		const char *length = request_header(v, "content-length");
		size_t head = (size_t)(end - v->in) + 4, body = length ? strtoul(length, NULL, 10) : 0;
		if (body > REQUEST_MAX - head)
			return -1;
		if (v->in_len < head + body)
			return 0;
		v->request_len = head + body;
		serve_request(v, v->in + head, body);
		if (v->work_at)
			start_working(v);
		if (flush_visit(v) < 0)
			return -1;
	}
	return 0;
}

static void go_on(struct visit *v)
{
	if (flush_visit(v) < 0 || take_requests(v) < 0)
		close_visit(v);
}

static void visit_event(struct handler *h, uint32_t events)
{
	struct visit *v = (struct visit *)h;
	if (events & EPOLLOUT) {
		rewatch(h, EPOLLIN);
		if (flush_visit(v) < 0 || take_requests(v) < 0) {
			close_visit(v);
			return;
		}
	}
	if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return;
	ssize_t n = recv(h->fd, v->in + v->in_len, REQUEST_MAX - v->in_len, 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n > 0)
		v->in_len += (size_t)n;
	if (n <= 0 || take_requests(v) < 0)
		close_visit(v);
}

static void accept_visit(struct handler *h, uint32_t events)
{
	static const int one = 1;
	(void)events;
	int fd = accept4(h->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	struct visit *v = calloc(1, sizeof *v);
	if (!v) {
		close(fd);
		return;
	}
	v->handler = (struct handler){ .fd = fd, .event = visit_event };
	v->go_on = go_on;
	watch(&v->handler, EPOLLIN);
}

int64_t visits_turn(void)
{
	while (first_working && first_working->work_at <= now) {
		struct visit *v = first_working;
		stop_working(v);
		answer_work(v);
		go_on(v);
	}
	return first_working ? first_working->work_at : INT64_MAX;
}

void open_shop(void)
{
	static struct handler listener = { .event = accept_visit };
	static const int one = 1;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(config.port) };
	listener.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(listener.fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(listener.fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener.fd, 512) < 0)
		die("error: port %u", config.port);
	watch(&listener, EPOLLIN);
}
