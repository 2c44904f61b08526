#include "connection.h"

#include <errno.h>
#include <sys/epoll.h>

/* A driver may take another descriptor while it connects, and the kernel forgets one that is closed. */
static void watch(struct connection *c, int epoll_fd)
{
	int fd = options.driver->descriptor(c->db);
	struct epoll_event event = { .events = options.driver->wants(c->db), .data.ptr = c };
	if (fd < 0 || (fd == c->fd && event.events == c->watched && c->state != CONNECTING))
		return;
	if (epoll_ctl(epoll_fd, EPOLL_CTL_MOD, fd, &event) < 0 && epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0)
		die("epoll");
	errno = 0;
	c->fd = fd;
	c->watched = event.events;
}

void begin_connecting(struct connection *c, unsigned host, int epoll_fd)
{
	struct login login = options.login;
	login.host = options.hosts[host];
	c->host = host;
	c->state = CONNECTING;
	c->fd = -1;
	c->prepared = 0;
	c->db = options.driver->open(&login);
	watch(c, epoll_fd);
}

enum answer go_on(struct connection *c, int epoll_fd)
{
	enum answer answer = options.driver->go_on(c->db);
	if (answer != BROKEN)
		watch(c, epoll_fd);
	return answer;
}

enum answer ask(struct connection *c, const char *sql, int epoll_fd)
{
	enum answer answer = options.driver->ask(c->db, sql);
	if (answer != BROKEN)
		watch(c, epoll_fd);
	return answer;
}

void disconnect(struct connection *c)
{
	if (c->db)
		options.driver->close(c->db);
	c->db = NULL;
	c->state = CLOSED;
}
