/* The way to a store: by a sentinel's word, or straight. */
#include "shop_store.h"

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

const char *address_of(const struct store *s)
{
	static char text[32];
	snprintf(text, sizeof text, "%s:%u", inet_ntoa(s->peer.sin_addr), ntohs(s->peer.sin_port));
	return text;
}

void disconnect(struct store *s)
{
	if (s->handler.fd >= 0)
		close(s->handler.fd);
	s->handler.fd = -1;
	s->connected = 0;
	s->in.len = s->out.len = 0;
	s->stage = AWAY;
}

void send_out(struct store *s)
{
	while (s->out.len) {
		ssize_t n = send(s->handler.fd, s->out.data, s->out.len, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN) {
			rewatch(&s->handler, EPOLLIN | EPOLLOUT);
			return;
		}
		/* An error comes as an event, too. */
		if (n <= 0)
			return;
		buffer_drop(&s->out, (size_t)n);
	}
}

void put(struct store *s, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buffer_append(&s->out, text, (size_t)len);
}

static void store_event(struct handler *h, uint32_t events);

void join(struct store *s, const struct sockaddr_in *to, enum stage stage)
{
	static const int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	disconnect(s);
	s->peer = *to;
	s->handler = (struct handler){ .fd = fd, .event = store_event };
	s->give_up_at = now + PATIENCE;
	s->stage = stage;
	if (fd < 0)
		die("socket");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS)
		broken(s, strerror(errno));
	else
		watch(&s->handler, EPOLLIN | EPOLLOUT);
}

/* A sentinel's answer: the master's address and port. */
static void take_master(struct store *s, const struct reply *r)
{
	char host[32], port[8];
	struct sockaddr_in to = { .sin_family = AF_INET };
	if (r->type != '*' || r->count != 2) {
		broken(s, "the sentinel knows no such master");
		return;
	}
	snprintf(host, sizeof host, "%.*s", (int)r->items[0].len, r->items[0].text);
	snprintf(port, sizeof port, "%.*s", (int)r->items[1].len, r->items[1].text);
	to.sin_port = htons((uint16_t)atoi(port));
	if (inet_pton(AF_INET, host, &to.sin_addr) != 1)
		broken(s, "the sentinel gave no address");
	else
		join(s, &to, JOINING);
}

static void take_role(struct store *s, const struct reply *r)
{
	if (s->name && !is_item(r, 0, "master")) {
		broken(s, "this is not the master");
		return;
	}
	s->stage = READY;
	syslog(LOG_NOTICE, "store %s: baskets are at %s", s->name ? s->name : "", address_of(s));
	send_orders(s);
}

static void take_replies(struct store *s)
{
	while (s->in.len) {
		struct reply r;
		enum stage stage = s->stage;
		size_t used = parse_reply(s->in.data, s->in.len, &r);
		if (!used)
			return;
		if (stage == ASKING)
			take_master(s, &r);
		else if (stage == JOINING)
			take_role(s, &r);
		else
			take_basket(s, &r);
		/* Another connection, or none: what was read belongs to the old one. */
		if (s->stage != stage && s->stage != READY)
			return;
		buffer_drop(&s->in, used);
	}
}

static void greet(struct store *s)
{
	s->connected = 1;
	if (s->stage == ASKING)
		put(s, "SENTINEL get-master-addr-by-name %s\r\n", s->name);
	else
		put(s, "ROLE\r\n");
}

static void store_event(struct handler *h, uint32_t events)
{
	struct store *s = (struct store *)h;
	char bite[4096];
	if (!s->connected && !(events & (EPOLLERR | EPOLLHUP)))
		greet(s);
	if (events & EPOLLOUT && s->connected) {
		rewatch(h, EPOLLIN);
		send_out(s);
	}
	if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return;
	ssize_t n = recv(h->fd, bite, sizeof bite, 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		broken(s, n ? strerror(errno) : "it closed the connection");
		return;
	}
	buffer_append(&s->in, bite, (size_t)n);
	take_replies(s);
}
