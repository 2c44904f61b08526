/* Kind stream: one long-lived connection to halab-echo, a numbered line at each tick.
 * Events: c <t us> <connected|reset|refused|timeout|unreach|eof|error>. */
#include "probe.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define ATTEMPT_EVERY (50 * NS_PER_MS) /* at most 20 a second */
/* Below the SYN's first retransmission after 1 s, so that a reconnect is not quantised by it. */
#define CONNECT_TIMEOUT (250 * NS_PER_MS)

static int sock = -1;
static int connected;
static int64_t attempt_at, give_up_at;
static enum outcome last_failure = ERROR;
static char out[65536], in[4096];
static size_t out_len, in_len;
static uint64_t first_unsent; /* probes from here on are not in `out` of this connection */

/* Probes that are under way share the connection's fate. */
static void broken(int64_t now, enum outcome outcome, const char *event)
{
	int was = connected;
	print("c %lld %s\n", (long long)((now - t0) / NS_PER_US), event);
	if (sock >= 0)
		close(sock);
	sock = -1;
	connected = 0;
	out_len = in_len = 0;
	last_failure = outcome;
	for (uint64_t k = oldest_k; k < next_k; k++) {
		struct slot *s = find_by_k(k);
		if (s)
			finish(s, now, was ? RESET : outcome, NULL);
	}
	if (now - attempt_at > ATTEMPT_EVERY)
		attempt_at = now;
	else
		attempt_at += ATTEMPT_EVERY;
}

static void broken_by(int64_t now, int error)
{
	enum outcome outcome = outcome_of(error);
	broken(now, outcome, outcome_name(outcome));
}

static void attempt(int64_t now)
{
	static const int one = 1;
	static const struct linger rst = { .l_onoff = 1, .l_linger = 0 };
	unsigned user_timeout_ms = (unsigned)(options.timeout / NS_PER_MS);
	attempt_at = now;
	give_up_at = now + CONNECT_TIMEOUT;
	first_unsent = next_k;
	sock = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (sock < 0)
		die("socket");
	setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	setsockopt(sock, SOL_SOCKET, SO_LINGER, &rst, sizeof rst);
	/* Without it TCP would retransmit to a dead peer for 15 minutes. */
	setsockopt(sock, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof user_timeout_ms);
	if (connect(sock, (struct sockaddr *)&options.to, sizeof options.to) < 0 && errno != EINPROGRESS)
		broken_by(now, errno);
	else
		watch_fd(sock, EPOLLIN | EPOLLOUT | EPOLLET, &sock);
}

static void write_out(int64_t now)
{
	while (out_len) {
		ssize_t n = send(sock, out, out_len, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			broken_by(now, errno);
			return;
		}
		out_len -= (size_t)n;
		memmove(out, out + n, out_len);
	}
}

static void add_line(struct slot *s)
{
	if (sizeof out - out_len < 24)
		finish(s, now_ns(), ERROR, NULL);
	else
		out_len += (size_t)sprintf(out + out_len, "%llu\n", (unsigned long long)s->k);
}

static void take_line(char *line, int64_t now)
{
	char server[SERVER_MAX + 1] = "";
	char *end;
	struct slot *s = find_by_k(strtoull(line, &end, 10));
	copy_word(server, end, strlen(end));
	if (s)
		finish(s, now, OK, server);
}

static void read_in(int64_t now)
{
	for (;;) {
		ssize_t n = recv(sock, in + in_len, sizeof in - 1 - in_len, 0);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			broken_by(now, errno);
			return;
		}
		if (n == 0) {
			broken(now, RESET, "eof");
			return;
		}
		in_len += (size_t)n;
		char *line = in, *newline;
		while ((newline = memchr(line, '\n', in_len - (size_t)(line - in)))) {
			*newline = 0;
			take_line(line, now);
			line = newline + 1;
		}
		in_len -= (size_t)(line - in);
		memmove(in, line, in_len);
		if (in_len == sizeof in - 1) {
			broken(now, BAD, "error");
			return;
		}
	}
}

static void open_stream(void)
{
	if (!options.to.sin_port)
		die("stream needs --to IP:PORT");
	attempt(now_ns());
}

static void send_tick(struct slot *s)
{
	if (connected) {
		add_line(s);
		write_out(s->sent);
	} else if (sock < 0) {
		finish(s, s->sent, last_failure, NULL);
	}
}

static void stream_event(void *data, uint32_t events, int64_t now)
{
	int error = 0;
	socklen_t len = sizeof error;
	(void)data;
	if (sock < 0)
		return;
	if (!connected) {
		if (!(events & (EPOLLOUT | EPOLLERR | EPOLLHUP)))
			return;
		getsockopt(sock, SOL_SOCKET, SO_ERROR, &error, &len);
		if (error) {
			broken_by(now, error);
			return;
		}
		connected = 1;
		print("c %lld connected\n", (long long)((now - t0) / NS_PER_US));
		for (uint64_t k = first_unsent; k < next_k; k++) {
			struct slot *s = find_by_k(k);
			if (s)
				add_line(s);
		}
	}
	if (events & EPOLLOUT)
		write_out(now);
	if (sock >= 0 && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		read_in(now);
}

static int64_t stream_wake_at(void)
{
	return sock < 0 ? attempt_at : connected ? INT64_MAX : give_up_at;
}

static void stream_wake(int64_t now)
{
	if (sock < 0)
		attempt(now);
	else
		broken(now, TIMEOUT, "timeout");
}

const struct kind stream_kind = { .name = "stream", .timeout = 5 * NS_PER_S, .open = open_stream, .send = send_tick,
	.event = stream_event, .wake_at = stream_wake_at, .wake = stream_wake };
