#include "fence.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common.h"

struct caller {
	int fd;
	unsigned number; /* 0: has not asked yet */
};

static struct sockaddr_un address(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	snprintf(at.sun_path, sizeof at.sun_path, "%s", FENCE_SOCKET);
	return at;
}

/* -1 where nobody listens. */
static int call(void)
{
	struct sockaddr_un at = address();
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (fd < 0)
		die("socket");
	if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
		return fd;
	close(fd);
	return -1;
}

static int packet(int fd, char text[FENCE_PACKET])
{
	ssize_t len = recv(fd, text, FENCE_PACKET - 1, 0);
	text[len > 0 ? len : 0] = 0;
	return len > 0;
}

/* A word of letters, digits, '.', '-', '_': what is printed is one line of words. */
static int is_word(const char *text)
{
	return *text && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen(text);
}

static void drop(struct caller *caller)
{
	close(caller->fd);
	caller->fd = -1;
	caller->number = 0;
}

static void hand_on(struct caller *callers, struct caller *from, const char *text)
{
	unsigned number;
	int at = 0;
	if (sscanf(text, "answer %u %n", &number, &at) != 1 || !at || !number)
		return drop(from);
	for (struct caller *one = callers; one < callers + FENCE_CALLERS; one++) {
		if (one->fd < 0 || one->number != number)
			continue;
		send(one->fd, text + at, strlen(text + at), MSG_NOSIGNAL);
		drop(one);
		send(from->fd, "0", 1, MSG_NOSIGNAL);
		return drop(from);
	}
	drop(from);
}

/* 0 when nobody reads what is printed any more. */
static int heard(struct caller *callers, struct caller *from, unsigned *last)
{
	char text[FENCE_PACKET], action[32], plug[128] = "-";
	if (!packet(from->fd, text)) {
		drop(from);
		return 1;
	}
	if (sscanf(text, "ask %31s %127s", action, plug) >= 1 && !from->number && is_word(action) && is_word(plug)) {
		from->number = ++*last;
		return printf("%u %s %s\n", from->number, action, plug) > 0 && !fflush(stdout);
	}
	hand_on(callers, from, text);
	return 1;
}

static int listening(void)
{
	struct sockaddr_un at = address();
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	/* Of one that was ended: its name stays. */
	unlink(FENCE_SOCKET);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || chmod(FENCE_SOCKET, 0600) < 0 || listen(fd, 8) < 0)
		die("%s", FENCE_SOCKET);
	return fd;
}

static void take(struct caller *callers, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	for (struct caller *one = callers; fd >= 0 && one < callers + FENCE_CALLERS; one++) {
		if (one->fd >= 0)
			continue;
		one->fd = fd;
		return;
	}
	if (fd >= 0)
		close(fd);
}

int fence_serve(void)
{
	struct caller callers[FENCE_CALLERS];
	struct pollfd polls[FENCE_CALLERS + 2];
	unsigned last = 0;
	int listener = listening();
	for (int i = 0; i < FENCE_CALLERS; i++)
		callers[i] = (struct caller){ .fd = -1 };
	for (;;) {
		polls[0] = (struct pollfd){ .fd = listener, .events = POLLIN };
		/* No event is asked for: that its reader went is told all the same. */
		polls[1] = (struct pollfd){ .fd = STDOUT_FILENO };
		for (int i = 0; i < FENCE_CALLERS; i++)
			polls[i + 2] = (struct pollfd){ .fd = callers[i].fd, .events = POLLIN };
		if (poll(polls, FENCE_CALLERS + 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (polls[1].revents)
			return 0;
		for (int i = 0; i < FENCE_CALLERS; i++)
			if (callers[i].fd >= 0 && polls[i + 2].fd == callers[i].fd && polls[i + 2].revents && !heard(callers, &callers[i], &last))
				return 0;
		if (polls[0].revents)
			take(callers, listener);
	}
}

int fence_ask(const char *action, const char *plug, int timeout_ms)
{
	char text[FENCE_PACKET];
	int fd = call(), at = 0;
	if (fd < 0) {
		printf("nobody listens at the power switch\n");
		return 1;
	}
	snprintf(text, sizeof text, "ask %s %s", action, plug);
	struct pollfd poll_for = { .fd = fd, .events = POLLIN };
	if (send(fd, text, strlen(text), MSG_NOSIGNAL) < 0 || poll(&poll_for, 1, timeout_ms) != 1 || !packet(fd, text)) {
		printf("the power switch does not answer\n");
		return 1;
	}
	unsigned code = 1;
	sscanf(text, "%u %n", &code, &at);
	printf("%s\n", text + at);
	return (int)code;
}

int fence_answer(const char *number, const char *code, const char *text)
{
	char said[FENCE_PACKET];
	int fd = call();
	if (fd < 0)
		return 1;
	snprintf(said, sizeof said, "answer %s %s %s", number, code, text);
	return send(fd, said, strlen(said), MSG_NOSIGNAL) < 0 || !packet(fd, said);
}
