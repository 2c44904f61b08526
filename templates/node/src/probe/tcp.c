/* Kinds tcp and http: a new connection per probe, closed by RST. */
#include "probe.h"
#include "tcp.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define BODY_MAX 200 /* characters of an error that are told */

struct http_hooks http_hooks;

static char request[REQUEST_MAX];

size_t add_text(char *to, size_t size, size_t len, const char *format, ...)
{
	va_list args;
	if (len >= size)
		return len;
	va_start(args, format);
	int more = vsnprintf(to + len, size - len, format, args);
	va_end(args);
	return more < 0 ? size : len + (size_t)more;
}

static void open_tcp(void)
{
	if (!options.to.sin_port)
		die("tcp needs --to IP:PORT");
}

void open_http(void)
{
	if (!options.path)
		die("http needs --url");
	int len = snprintf(request, sizeof request,
		"GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: halab\r\nConnection: close\r\n", options.path, options.host);
	if (len >= (int)sizeof request)
		die("the url is too long");
}

/* Closing leaves the epoll set and, with linger 0, sends RST: no TIME_WAIT, no port is used up. */
static void end(struct slot *s, int64_t now, enum outcome outcome, const char *server)
{
	close(s->fd);
	if (!s->connected && http_hooks.next && http_hooks.next(s, now))
		return;
	finish(s, now, outcome, server);
}

/*
 * Each connection from the port after the last one's. Linux begins its own walk anew every 10 s, and may then come
 * upon ports that it has just used; a balancer in the kernel sends what comes from a port that it still knows (ip_vs:
 * for 10 s after a RST) to the server of the last one. Address 0: whichever the
 * route takes. -1 when there is no such address here.
 */
static int bind_from(int fd, struct in_addr address)
{
	static const unsigned first = 32768, count = 28000;
	static unsigned next;
	struct sockaddr_in from = { .sin_family = AF_INET, .sin_addr = address };
	int rc = -1;
	if (!next)
		next = (unsigned)getpid() * 977;
	/* Another prober may hold one just now; where none is to be had, the kernel chooses. */
	for (int tries = 0; tries < 8 && rc < 0; tries++, next++) {
		from.sin_port = htons((uint16_t)(first + next % count));
		rc = bind(fd, (struct sockaddr *)&from, sizeof from);
	}
	from.sin_port = 0;
	return rc == 0 ? 0 : bind(fd, (struct sockaddr *)&from, sizeof from);
}

unsigned client_of(const struct slot *s)
{
	return (unsigned)(s->k % options.count);
}

int bind_client(struct slot *s)
{
	uint32_t first = ntohl(options.first.s_addr), addresses = ntohl(options.last.s_addr) - first + 1;
	return bind_from(s->fd, (struct in_addr){ htonl(first + client_of(s) % addresses) });
}

void connect_to(struct slot *s, const struct sockaddr_in *to)
{
	static const struct linger rst = { .l_onoff = 1, .l_linger = 0 };
	static const int one = 1;
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (s->fd < 0) {
		finish(s, now_ns(), ERROR, NULL);
		return;
	}
	setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &rst, sizeof rst);
	setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	int bound = http_hooks.bind ? http_hooks.bind(s) : bind_from(s->fd, (struct in_addr){ INADDR_ANY });
	if (bound < 0 || (connect(s->fd, (const struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS))
		end(s, now_ns(), outcome_of(errno), NULL);
	else
		watch_fd(s->fd, EPOLLIN | EPOLLOUT | EPOLLET, s);
}

void http_send(struct slot *s)
{
	connect_to(s, &options.to);
}

void http_expired(struct slot *s)
{
	close(s->fd);
}

/* 0 when connected; else the probe is over or still connecting. */
static int check_connected(struct slot *s, uint32_t events, int64_t now)
{
	int error = 0;
	socklen_t len = sizeof error;
	if (s->connected)
		return 0;
	if (!(events & (EPOLLOUT | EPOLLERR | EPOLLHUP)))
		return -1;
	getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &len);
	if (error) {
		end(s, now, outcome_of(error), NULL);
		return -1;
	}
	s->connected = 1;
	return 0;
}

static void tcp_event(void *data, uint32_t events, int64_t now)
{
	struct slot *s = data;
	if (check_connected(s, events, now) == 0)
		end(s, now, OK, NULL);
}

const char *find_header(const char *headers, const char *name)
{
	size_t len = strlen(name);
	for (const char *p = headers; (p = strstr(p, "\r\n")) != NULL;) {
		p += 2;
		if (!strncasecmp(p, name, len) && p[len] == ':')
			return p + len + 1;
	}
	return NULL;
}

/* A claim of the answer: the first word of a header, "" where it has none. */
static void copy_claim(const struct slot *s, const char *header, char claim[SERVER_MAX + 1])
{
	const char *at = header ? find_header(s->reply, header) : NULL;
	if (!at || !copy_word(claim, at, strcspn(at, "\r")))
		*claim = 0;
}

/* Who gave a good answer: what is proven counts, whatever else it says of itself. */
static enum outcome check_proof(const struct slot *s, char server[SERVER_MAX + 1])
{
	char name[PROVER_MAX], claim[SERVER_MAX + 1];
	const char *proof = find_header(s->reply, "halab-proof");
	copy_claim(s, http_hooks.claim, claim);
	if (!proof || (http_hooks.claim && !*claim))
		return FORGED;
	proven_name(proof, s->nonce, claim, name);
	if (!*name)
		return FORGED;
	copy_word(server, name, strlen(name));
	return OK;
}

/* An error's own words say most; each is told once, and no more than a few. */
static void tell_error(int status, const char *body, size_t len)
{
	static char told[4][BODY_MAX + 1];
	static unsigned count;
	char text[BODY_MAX + 1];
	size_t n = 0;
	for (; n < BODY_MAX && n < len; n++)
		text[n] = body[n] >= ' ' && body[n] < 127 ? body[n] : ' ';
	text[n] = 0;
	for (unsigned i = 0; i < count; i++)
		if (!strcmp(told[i], text))
			return;
	if (count == sizeof told / sizeof *told || !n)
		return;
	memcpy(told[count++], text, n + 1);
	print("b %d %s\n", status, text);
}

/* Judges the answer: closed says that no more will come. 0 when it is not whole yet. */
static int judge(struct slot *s, int closed, int64_t now)
{
	char server[SERVER_MAX + 1] = "";
	int status;
	s->reply[s->len] = 0;
	char *body = strstr(s->reply, "\r\n\r\n");
	if (!body) {
		if (!closed && s->len < REPLY_MAX - 1)
			return 0;
		end(s, now, closed ? RESET : BAD, NULL);
		return 1;
	}
	*body = 0;
	const char *length = find_header(s->reply, "content-length");
	const char *name = find_header(s->reply, "x-server");
	size_t head = (size_t)(body - s->reply) + 4;
	size_t have = s->len - head + s->skipped;
	if (!closed && !(length && have >= (size_t)atoll(length))) {
		*body = '\r';
		return 0;
	}
	if (!name || !copy_word(server, name, strcspn(name, "\r")))
		copy_word(server, s->reply + head, s->len - head);
	int said = sscanf(s->reply, "HTTP/%*s %d", &status) == 1;
	enum outcome outcome = BAD;
	if (closed && length && have < (size_t)atoll(length))
		outcome = RESET;
	else if (said && status >= 200 && status < 400)
		outcome = options.proven ? check_proof(s, server) : OK;
	/* How it failed, in the place of who said so. */
	else if (said) {
		snprintf(server, sizeof server, "%d", status);
		tell_error(status, s->reply + head, s->len - head);
	}
	if (outcome == OK && now <= s->deadline && http_hooks.answer)
		http_hooks.answer(s, now);
	end(s, now, outcome, server);
	return 1;
}

static int send_request(struct slot *s)
{
	char text[REQUEST_MAX];
	size_t len;
	if (http_hooks.request)
		len = http_hooks.request(s, text, sizeof text);
	else
		len = add_text(text, sizeof text, 0, "%s", request);
	if (options.proven) {
		make_nonce(s->nonce);
		len = add_text(text, sizeof text, len, "Halab-Nonce: %s\r\n", s->nonce);
	}
	len = add_text(text, sizeof text, len, "\r\n%s", http_hooks.body ? http_hooks.body(s) : "");
	errno = EMSGSIZE;
	if (len >= sizeof text)
		return -1;
	return send(s->fd, text, len, MSG_NOSIGNAL) == (ssize_t)len ? 0 : -1;
}

void http_event(void *data, uint32_t events, int64_t now)
{
	static char rest[16384];
	struct slot *s = data;
	int was = s->connected;
	if (check_connected(s, events, now) < 0)
		return;
	/* Into a fresh socket's buffer the request fits whole. */
	if (!was && send_request(s) < 0) {
		end(s, now, outcome_of(errno), NULL);
		return;
	}
	if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return;
	for (;;) {
		size_t room = REPLY_MAX - 1 - s->len;
		ssize_t n = recv(s->fd, room ? s->reply + s->len : rest, room ? room : sizeof rest, 0);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			end(s, now, outcome_of(errno), NULL);
			return;
		}
		if (room)
			s->len += (unsigned)n;
		else
			s->skipped += (unsigned)n;
		if (judge(s, n == 0, now))
			return;
	}
}

const struct kind tcp_kind = { .name = "tcp", .timeout = 250 * NS_PER_MS, .open = open_tcp, .send = http_send,
	.event = tcp_event, .expired = http_expired };
const struct kind http_kind = { .name = "http", .timeout = 250 * NS_PER_MS, .open = open_http, .send = http_send,
	.event = http_event, .expired = http_expired };
