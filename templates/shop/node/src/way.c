#include "way.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

int add_way_address(struct way *w, const char *text)
{
	char host[32];
	const char *colon = strchr(text, ':');
	int64_t port = colon ? parse_number(colon + 1, 1, 65535) : -1;
	struct sockaddr_in *to = &w->addresses[w->count];
	if (port < 0 || colon - text >= (long)sizeof host)
		return -1;
	snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
	*to = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	if (inet_pton(AF_INET, host, &to->sin_addr) != 1)
		return -1;
	w->count++;
	return 0;
}

static const char *address_of(const struct way *w)
{
	static char text[32];
	snprintf(text, sizeof text, "%s:%u", inet_ntoa(w->peer.sin_addr), ntohs(w->peer.sin_port));
	return text;
}

static void disconnect(struct way *w)
{
	if (w->handler.fd >= 0)
		close(w->handler.fd);
	w->handler.fd = -1;
	w->connected = 0;
	w->in.len = w->out.len = 0;
	w->stage = AWAY;
}

void send_out(struct way *w)
{
	while (w->out.len) {
		ssize_t n = send(w->handler.fd, w->out.data, w->out.len, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN) {
			rewatch(&w->handler, EPOLLIN | EPOLLOUT);
			return;
		}
		/* An error comes as an event, too. */
		if (n <= 0)
			return;
		buffer_drop(&w->out, (size_t)n);
	}
}

void put(struct way *w, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buffer_append(&w->out, text, (size_t)len);
}

void break_way(struct way *w, const char *why)
{
	char said[80];
	snprintf(said, sizeof said, "%s: %s", address_of(w), why);
	if (w->stage == READY)
		syslog(LOG_WARNING, "store %s: %s", w->name ? w->name : "", said);
	disconnect(w);
	w->at = (w->at + 1) % w->count;
	w->attempt_at += ATTEMPT_EVERY;
	if (w->attempt_at < now)
		w->attempt_at = now;
	w->broken(w, said);
}

static void way_event(struct handler *h, uint32_t events);

static void join(struct way *w, const struct sockaddr_in *to, enum stage stage)
{
	static const int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	disconnect(w);
	w->peer = *to;
	w->handler = (struct handler){ .fd = fd, .event = way_event };
	w->give_up_at = now + PATIENCE;
	w->stage = stage;
	if (fd < 0)
		die("socket");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS)
		break_way(w, strerror(errno));
	else
		watch(&w->handler, EPOLLIN | EPOLLOUT);
}

/* A sentinel's answer: the master's address and port. */
static void take_master(struct way *w, const struct reply *r)
{
	char host[32], port[8];
	struct sockaddr_in to = { .sin_family = AF_INET };
	if (r->type != '*' || r->count != 2) {
		break_way(w, "the sentinel knows no such master");
		return;
	}
	snprintf(host, sizeof host, "%.*s", (int)r->items[0].len, r->items[0].text);
	snprintf(port, sizeof port, "%.*s", (int)r->items[1].len, r->items[1].text);
	to.sin_port = htons((uint16_t)atoi(port));
	if (inet_pton(AF_INET, host, &to.sin_addr) != 1)
		break_way(w, "the sentinel gave no address");
	else
		join(w, &to, JOINING);
}

static void take_role(struct way *w, const struct reply *r)
{
	if (w->name && !is_item(r, 0, "master")) {
		break_way(w, "this is not the master");
		return;
	}
	w->stage = READY;
	syslog(LOG_NOTICE, "store %s: baskets are at %s", w->name ? w->name : "", address_of(w));
	w->ready(w);
}

static void take_replies(struct way *w)
{
	while (w->in.len) {
		struct reply r;
		enum stage stage = w->stage;
		size_t used = parse_reply(w->in.data, w->in.len, &r);
		if (!used)
			return;
		if (stage == ASKING)
			take_master(w, &r);
		else if (stage == JOINING)
			take_role(w, &r);
		else
			w->replied(w, &r);
		/* Another connection, or none: what was read belongs to the old one. */
		if (w->stage != stage && w->stage != READY)
			return;
		buffer_drop(&w->in, used);
	}
}

static void greet(struct way *w)
{
	w->connected = 1;
	if (w->stage == ASKING)
		put(w, "SENTINEL get-master-addr-by-name %s\r\n", w->name);
	else
		put(w, "ROLE\r\n");
}

static void way_event(struct handler *h, uint32_t events)
{
	struct way *w = (struct way *)h;
	char bite[4096];
	if (!w->connected && !(events & (EPOLLERR | EPOLLHUP)))
		greet(w);
	if (events & EPOLLOUT && w->connected) {
		rewatch(h, EPOLLIN);
		send_out(w);
	}
	if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return;
	ssize_t n = recv(h->fd, bite, sizeof bite, 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		break_way(w, n ? strerror(errno) : "it closed the connection");
		return;
	}
	buffer_append(&w->in, bite, (size_t)n);
	take_replies(w);
}

int64_t way_turn(struct way *w)
{
	if ((w->stage == ASKING || w->stage == JOINING) && w->give_up_at <= now)
		break_way(w, "no answer");
	if (w->stage == AWAY && w->attempt_at <= now) {
		w->attempt_at = now;
		join(w, &w->addresses[w->at], w->name ? ASKING : JOINING);
	}
	return w->stage == AWAY ? w->attempt_at : w->stage == READY ? INT64_MAX : w->give_up_at;
}
