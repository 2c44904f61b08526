/* HTTP, a connection for each request:
 *   POST /count      one more on the counter that the cookie `counter` names, else on a new one; X-Basket: its value
 *   GET /count/NAME  its value
 *   GET /health      200 while all is well; 503 and why
 *   GET /            the node's name */
#include "serve.h"
#include "common.h"
#include "conf.h"
#include "save.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

#define REQUEST_MAX 2047

struct visit {
	int fd;
	size_t len;
	uint64_t count; /* answered once it is saved; 0: at once */
	struct visit *next;
	char in[REQUEST_MAX + 1], out[512];
};

static int epoll, listener, signals;
static struct visit *waiting;
static int64_t ready_at;
/* What an event of these is about; the others are of visits. */
static char of_listener, of_signals, of_saves;

static void watch(int fd, void *data)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = data };
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0)
		die("epoll");
}

void open_port(void)
{
	static const int one = 1;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(conf.port) };
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 512) < 0) {
		syslog(LOG_ERR, "port %u: %m", conf.port);
		die("error: port %u", conf.port);
	}
}

static void end_visit(struct visit *v)
{
	close(v->fd);
	free(v);
}

/* An answer fits into a fresh socket's buffer whole. */
static void send_answer(struct visit *v)
{
	if (send(v->fd, v->out, strlen(v->out), MSG_NOSIGNAL) < 0)
		errno = 0; /* whoever asked is gone */
	shutdown(v->fd, SHUT_WR);
	end_visit(v);
}

static void put_answer(struct visit *v, const char *status, const char *headers, const char *body)
{
	char host[65] = "";
	gethostname(host, sizeof host - 1);
	snprintf(v->out, sizeof v->out,
		"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nConnection: close\r\n"
		"Content-Length: %zu\r\nX-Server: %s\r\n%s\r\n%s\n",
		status, strlen(body) + 1, host, headers, body);
}

static const char *header(const struct visit *v, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = strstr(v->in, "\r\n"); at && strncmp(at, "\r\n\r\n", 4); at = strstr(at + 2, "\r\n"))
		if (!strncasecmp(at + 2, name, len) && at[2 + len] == ':')
			return at + 3 + len + strspn(at + 3 + len, " ");
	return NULL;
}

/* What it is not well for; 0: it is well. */
static int is_unwell(char why[200])
{
	int64_t since, left = ready_at - now_ns();
	const char *trouble = save_trouble(&since);
	if (left > 0)
		snprintf(why, 200, "warming up, %.1f s left", (double)left / NS_PER_S);
	else if (trouble)
		snprintf(why, 200, "state not saved for %.1f s: %s", (double)(now_ns() - since) / NS_PER_S, trouble);
	else
		return 0;
	return 1;
}

static void answer_count(struct visit *v)
{
	char headers[200], name[NAME_SIZE] = "";
	const char *cookie = header(v, "cookie");
	const char *at = cookie ? strstr(cookie, "counter=") : NULL;
	if (at && at < strchr(cookie, '\n'))
		snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 8, "; \r\n"), at + 8);
	if (ready_at > now_ns()) {
		put_answer(v, "503 Service Unavailable", "", "warming up");
		return;
	}
	hold_state();
	const struct counter *c = count_up(&state, name);
	if (c) {
		snprintf(headers, sizeof headers, "X-Basket: %u\r\nSet-Cookie: counter=%s; Path=/\r\n", c->value, c->name);
		snprintf(name, sizeof name, "%u", c->value);
		v->count = note_count();
	}
	release_state();
	put_answer(v, c ? "200 OK" : "507 Insufficient Storage", c ? headers : "", c ? name : "no room for more counters");
}

static void answer_value(struct visit *v, const char *name)
{
	char value[16];
	hold_state();
	const struct counter *c = find_counter(&state, name);
	snprintf(value, sizeof value, "%u", c ? c->value : 0);
	release_state();
	put_answer(v, c ? "200 OK" : "404 Not Found", "", c ? value : "there is no such counter");
}

static void answer(struct visit *v)
{
	char path[128], why[200], host[65] = "";
	if (sscanf(v->in, "%*[A-Z] %127[^ ?]", path) != 1)
		put_answer(v, "400 Bad Request", "", "this is no request");
	else if (!strncmp(v->in, "POST ", 5) && !strcmp(path, "/count"))
		answer_count(v);
	else if (!strncmp(path, "/count/", 7))
		answer_value(v, path + 7);
	else if (!strcmp(path, "/health"))
		put_answer(v, is_unwell(why) ? "503 Service Unavailable" : "200 OK", "", is_unwell(why) ? why : "well");
	else if (!strcmp(path, "/")) {
		gethostname(host, sizeof host - 1);
		put_answer(v, "200 OK", "", host);
	} else
		put_answer(v, "404 Not Found", "", "there is no such page");
	if (v->count && conf.save == 0) {
		v->next = waiting;
		waiting = v;
	} else
		send_answer(v);
}

/* Those whose counts are saved by now. */
static void answer_saved(void)
{
	uint64_t news, upto = saved_counts();
	if (read(saved_fd, &news, sizeof news) < 0)
		errno = 0;
	for (struct visit **at = &waiting; *at;) {
		struct visit *v = *at;
		if (v->count > upto) {
			at = &v->next;
			continue;
		}
		*at = v->next;
		send_answer(v);
	}
}

static void take_visit(void)
{
	static const int one = 1;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct visit *v = fd < 0 ? NULL : calloc(1, sizeof *v);
	if (!v) {
		if (fd >= 0)
			close(fd);
		return;
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	v->fd = fd;
	watch(fd, v);
}

static void take_bytes(struct visit *v)
{
	ssize_t n = recv(v->fd, v->in + v->len, REQUEST_MAX - v->len, 0);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		end_visit(v);
		return;
	}
	v->len += (size_t)n;
	v->in[v->len] = 0;
	const char *end = strstr(v->in, "\r\n\r\n"), *length = end ? header(v, "content-length") : NULL;
	size_t whole = end ? (size_t)(end - v->in) + 4 + (length ? strtoul(length, NULL, 10) : 0) : REQUEST_MAX;
	if (v->len < whole && v->len < REQUEST_MAX)
		return;
	/* Nothing more is heard of it: who waits for a save is not there twice. */
	epoll_ctl(epoll, EPOLL_CTL_DEL, v->fd, NULL);
	answer(v);
}

/* 1 at SIGTERM; at SIGHUP its file counts anew. */
static int take_signal(void)
{
	struct signalfd_siginfo signal;
	if (read(signals, &signal, sizeof signal) != sizeof signal)
		return 0;
	if (signal.ssi_signo == SIGTERM)
		return 1;
	if (check_conf_again() == 0)
		save_otherwise();
	else
		syslog(LOG_ERR, "its file is wrong, so all stays as it was");
	return 0;
}

/* 1 at SIGTERM. */
static int take_event(const struct epoll_event *event)
{
	if (event->data.ptr == &of_signals)
		return take_signal();
	if (event->data.ptr == &of_listener)
		take_visit();
	else if (event->data.ptr == &of_saves)
		answer_saved();
	else
		take_bytes(event->data.ptr);
	return 0;
}

void serve(void)
{
	struct epoll_event events[64];
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	signals = signalfd(-1, &set, SFD_CLOEXEC);
	watch(signals, &of_signals);
	watch(listener, &of_listener);
	watch(saved_fd, &of_saves);
	ready_at = now_ns() + conf.warm_up;
	for (int ending = 0; !ending;) {
		int n = epoll_wait(epoll, events, 64, -1);
		for (int i = 0; i < n; i++)
			ending |= take_event(&events[i]);
	}
	close(listener);
	syslog(LOG_INFO, "stops: lets its work end");
	usleep((useconds_t)(conf.drain / NS_PER_US));
}
