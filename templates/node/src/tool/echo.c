/* The echo server of `halab-probe stream`: each line `<k>` is answered `<k> <hostname>`, and `<k> <nonce>` by the proof
 * of that name, too: `<k> <hostname> <hex>`. */
#include "common.h"
#include "proof.h"
#include "tool.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_MAX_BYTES 64 /* a number and a newline, with room */
#define OUT_BYTES 16384

struct client {
	int fd;
	unsigned in_len, out_len;
	char in[LINE_MAX_BYTES + 1];
	char out[OUT_BYTES];
};

static char hostname[65];

static void close_client(struct client *c)
{
	close(c->fd);
	free(c);
}

/* 0 when all is written or the peer is slow (EPOLLOUT goes on), -1 when it broke. */
static int flush_client(int epoll, struct client *c)
{
	while (c->out_len) {
		ssize_t n = write(c->fd, c->out, c->out_len);
		if (n < 0 && errno == EAGAIN)
			break;
		if (n <= 0)
			return -1;
		c->out_len -= (unsigned)n;
		memmove(c->out, c->out + n, c->out_len);
	}
	struct epoll_event ev = { .events = c->out_len ? EPOLLOUT : EPOLLIN, .data.ptr = c };
	return epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &ev);
}

static int answer_line(struct client *c)
{
	char proof[PROOF_MAX] = "";
	size_t left = sizeof c->out - c->out_len;
	c->in[c->in_len] = 0;
	char *nonce = strchr(c->in, ' ');
	if (nonce && prove(nonce + 1, "", proof))
		*nonce = 0;
	int len = snprintf(c->out + c->out_len, left, "%s %s\n", c->in, *proof ? proof : hostname);
	c->in_len = 0;
	if ((size_t)len >= left)
		return -1;
	c->out_len += (unsigned)len;
	return 0;
}

/* Reads one bite and answers its whole lines. A line that is too long ends the connection. */
static int serve_client(int epoll, struct client *c)
{
	/* The answers of one bite always fit: a line of 2 bytes has one of 67, one with a nonce has three times its bytes more. */
	char bite[512];
	ssize_t n = read(c->fd, bite, sizeof bite);
	if (n < 0 && errno == EAGAIN)
		return 0;
	if (n <= 0)
		return -1;
	for (ssize_t i = 0; i < n; i++) {
		if (bite[i] != '\n') {
			if (c->in_len == LINE_MAX_BYTES)
				return -1;
			c->in[c->in_len++] = bite[i];
			continue;
		}
		if (answer_line(c) < 0)
			return -1;
	}
	return flush_client(epoll, c);
}

static void accept_client(int epoll, int listener)
{
	int one = 1;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	struct client *c = calloc(1, sizeof *c);
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = c };
	if (!c || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &ev) < 0) {
		close(fd);
		free(c);
		return;
	}
	c->fd = fd;
}

int serve_echo(uint16_t port, const char *pidfile)
{
	int one = 1;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	signal(SIGPIPE, SIG_IGN);
	gethostname(hostname, sizeof hostname - 1);
	read_keys(OWN_KEY);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 128) < 0)
		die("port %u", port);
	if (pidfile)
		go_background(pidfile);
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = NULL };
	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &ev);
	for (;;) {
		struct epoll_event events[64];
		int n = epoll_wait(epoll, events, 64, -1);
		for (int i = 0; i < n; i++) {
			struct client *c = events[i].data.ptr;
			if (!c)
				accept_client(epoll, listener);
			else if ((events[i].events & EPOLLOUT ? flush_client(epoll, c) : serve_client(epoll, c)) < 0)
				close_client(c);
		}
	}
}
