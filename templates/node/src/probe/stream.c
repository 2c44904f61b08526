/* Kind stream: long-lived connections to halab-echo, a numbered line at each tick; line k goes over
 * connection k modulo their number. SIGUSR1 opens all of them anew.
 * Events: c <t us> <connected|renewed|reset|refused|timeout|unreach|eof|error> <connection>. */
#include "probe.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Attempts: at most 20 a second for one connection, 100 a second for all. */
#define ATTEMPT_EVERY (50 * NS_PER_MS)
#define ATTEMPT_EVERY_OF_ALL (10 * NS_PER_MS)
/* Below the SYN's first retransmission after 1 s, so that a reconnect is not quantised by it. */
#define CONNECT_TIMEOUT (250 * NS_PER_MS)

struct stream {
	unsigned index;
	int sock; /* -1: none */
	int connected;
	int64_t attempt_at, give_up_at;
	enum outcome last_failure;
	size_t out_len, in_len;
	char in[4096], out[65536];
};

static struct stream *streams;

/* The first probe from k on that goes over this connection. */
static uint64_t first_of(const struct stream *c, uint64_t k)
{
	return k + (options.connections + c->index - k % options.connections) % options.connections;
}

static void say(const struct stream *c, int64_t now, const char *event)
{
	print("c %lld %s %u\n", (long long)((now - t0) / NS_PER_US), event, c->index);
}

static void disconnect(struct stream *c)
{
	if (c->sock >= 0)
		close(c->sock);
	c->sock = -1;
	c->connected = 0;
	c->out_len = c->in_len = 0;
}

/* Probes that are under way share the connection's fate. */
static void broken(struct stream *c, int64_t now, enum outcome outcome, const char *event)
{
	int64_t every = ATTEMPT_EVERY_OF_ALL * options.connections;
	int was = c->connected;
	say(c, now, event);
	disconnect(c);
	c->last_failure = outcome;
	for (uint64_t k = first_of(c, oldest_k); k < next_k; k += options.connections) {
		struct slot *s = find_by_k(k);
		if (s)
			finish(s, now, was ? RESET : outcome, NULL);
	}
	if (every < ATTEMPT_EVERY)
		every = ATTEMPT_EVERY;
	c->attempt_at = now - c->attempt_at > every ? now : c->attempt_at + every;
}

static void broken_by(struct stream *c, int64_t now, int error)
{
	enum outcome outcome = outcome_of(error);
	broken(c, now, outcome, outcome_name(outcome));
}

static void attempt(struct stream *c, int64_t now)
{
	static const int one = 1;
	static const struct linger rst = { .l_onoff = 1, .l_linger = 0 };
	unsigned user_timeout_ms = (unsigned)(options.timeout / NS_PER_MS);
	c->attempt_at = now;
	c->give_up_at = now + CONNECT_TIMEOUT;
	c->sock = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->sock < 0)
		die("socket");
	setsockopt(c->sock, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	setsockopt(c->sock, SOL_SOCKET, SO_LINGER, &rst, sizeof rst);
	/* Without it TCP would retransmit to a dead peer for 15 minutes. */
	setsockopt(c->sock, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof user_timeout_ms);
	if (connect(c->sock, (struct sockaddr *)&options.to, sizeof options.to) < 0 && errno != EINPROGRESS)
		broken_by(c, now, errno);
	else
		watch_fd(c->sock, EPOLLIN | EPOLLOUT | EPOLLET, c);
}

static void write_out(struct stream *c, int64_t now)
{
	while (c->out_len) {
		ssize_t n = send(c->sock, c->out, c->out_len, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			broken_by(c, now, errno);
			return;
		}
		c->out_len -= (size_t)n;
		memmove(c->out, c->out + n, c->out_len);
	}
}

static void add_line(struct stream *c, struct slot *s)
{
	*s->nonce = 0;
	if (options.proven)
		make_nonce(s->nonce);
	if (sizeof c->out - c->out_len < 24 + sizeof s->nonce)
		finish(s, now_ns(), ERROR, NULL);
	else
		c->out_len += (size_t)sprintf(c->out + c->out_len, "%llu%s%s\n", (unsigned long long)s->k,
			*s->nonce ? " " : "", s->nonce);
}

static void take_line(char *line, int64_t now)
{
	char server[SERVER_MAX + 1] = "", name[PROVER_MAX];
	char *end;
	struct slot *s = find_by_k(strtoull(line, &end, 10));
	copy_word(server, end, strlen(end));
	if (!s)
		return;
	if (options.proven)
		proven_name(end, s->nonce, "", name);
	finish(s, now, options.proven && !*name ? FORGED : OK, server);
}

static void read_in(struct stream *c, int64_t now)
{
	for (;;) {
		ssize_t n = recv(c->sock, c->in + c->in_len, sizeof c->in - 1 - c->in_len, 0);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			broken_by(c, now, errno);
			return;
		}
		if (n == 0) {
			broken(c, now, RESET, "eof");
			return;
		}
		c->in_len += (size_t)n;
		char *line = c->in, *newline;
		while ((newline = memchr(line, '\n', c->in_len - (size_t)(line - c->in)))) {
			*newline = 0;
			take_line(line, now);
			line = newline + 1;
		}
		c->in_len -= (size_t)(line - c->in);
		memmove(c->in, line, c->in_len);
		if (c->in_len == sizeof c->in - 1) {
			broken(c, now, BAD, "error");
			return;
		}
	}
}

static void open_streams(void)
{
	if (!options.to.sin_port)
		die("stream needs --to IP:PORT");
	streams = calloc(options.connections, sizeof *streams);
	if (!streams)
		die("out of memory");
	for (unsigned i = 0; i < options.connections; i++) {
		streams[i].index = i;
		streams[i].last_failure = ERROR;
		attempt(&streams[i], now_ns());
	}
}

static void send_tick(struct slot *s)
{
	struct stream *c = &streams[s->k % options.connections];
	if (c->connected) {
		add_line(c, s);
		write_out(c, s->sent);
	} else if (c->sock < 0) {
		finish(s, s->sent, c->last_failure, NULL);
	}
}

static void connected(struct stream *c, int64_t now)
{
	c->connected = 1;
	say(c, now, "connected");
	for (uint64_t k = first_of(c, oldest_k); k < next_k; k += options.connections) {
		struct slot *s = find_by_k(k);
		if (s)
			add_line(c, s);
	}
}

static void stream_event(void *data, uint32_t events, int64_t now)
{
	struct stream *c = data;
	int error = 0;
	socklen_t len = sizeof error;
	if (c->sock < 0)
		return;
	if (!c->connected) {
		if (!(events & (EPOLLOUT | EPOLLERR | EPOLLHUP)))
			return;
		getsockopt(c->sock, SOL_SOCKET, SO_ERROR, &error, &len);
		if (error) {
			broken_by(c, now, error);
			return;
		}
		connected(c, now);
	}
	if (events & EPOLLOUT)
		write_out(c, now);
	if (c->sock >= 0 && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		read_in(c, now);
}

static int64_t wake_at(const struct stream *c)
{
	return c->sock < 0 ? c->attempt_at : c->connected ? INT64_MAX : c->give_up_at;
}

static int64_t streams_wake_at(void)
{
	int64_t at = INT64_MAX;
	for (unsigned i = 0; i < options.connections; i++)
		if (wake_at(&streams[i]) < at)
			at = wake_at(&streams[i]);
	return at;
}

static void streams_wake(int64_t now)
{
	for (unsigned i = 0; i < options.connections; i++) {
		struct stream *c = &streams[i];
		if (wake_at(c) > now)
			continue;
		if (c->sock < 0)
			attempt(c, now);
		else
			broken(c, now, TIMEOUT, "timeout");
	}
}

/* Lines under way are said again on the new connection: nothing is lost by it. */
static void renew(int64_t now)
{
	for (unsigned i = 0; i < options.connections; i++) {
		struct stream *c = &streams[i];
		if (!c->connected)
			continue;
		say(c, now, "renewed");
		disconnect(c);
		/* Not at once: events of the old socket may still be on their way. */
		c->attempt_at = now;
	}
}

const struct kind stream_kind = { .name = "stream", .timeout = 5 * NS_PER_S, .open = open_streams, .send = send_tick,
	.event = stream_event, .wake_at = streams_wake_at, .wake = streams_wake, .renew = renew };
