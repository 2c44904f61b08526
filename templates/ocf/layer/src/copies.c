#include "copies.h"
#include "common.h"
#include "conf.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_MS 300
#define REST (2 * NS_PER_S) /* for a keeper that did not answer */

/* Connected, and limited in its patience; -1. */
static int reach(const struct sockaddr_in *to)
{
	static const struct timeval limit = { .tv_usec = PATIENCE_MS * 1000 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	/* Of a connect, too (socket(7)). */
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)to, sizeof *to) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* All that comes until the other side ends, to be freed. */
static char *read_all(int fd, size_t *len)
{
	char *text = NULL;
	size_t size = 0;
	*len = 0;
	for (;;) {
		if (size - *len < 4096) {
			size = size ? 2 * size : 65536;
			text = realloc(text, size);
			if (!text)
				die("out of memory");
		}
		ssize_t n = read(fd, text + *len, size - *len);
		if (n <= 0)
			return text;
		*len += (size_t)n;
	}
}

static int give_copy(const struct sockaddr_in *to, const char *text, size_t len)
{
	char head[32], answer[4] = "";
	int fd = reach(to);
	if (fd < 0)
		return 0;
	int n = snprintf(head, sizeof head, "put %zu\n", len);
	int taken = write_all(fd, head, (size_t)n) == 0 && write_all(fd, text, len) == 0
		&& read(fd, answer, 3) == 3 && !strcmp(answer, "ok\n");
	close(fd);
	return taken;
}

unsigned give_copies(const char *text, size_t len)
{
	static int64_t rests[MAX_COPIES];
	unsigned taken = 0;
	for (unsigned i = 0; i < conf.copy_count; i++) {
		if (rests[i] > now_ns())
			continue;
		if (give_copy(&conf.copies[i], text, len))
			taken++;
		else
			rests[i] = now_ns() + REST;
	}
	return taken;
}

int newest_copy(struct state *s)
{
	int found = 0;
	for (unsigned i = 0; i < conf.copy_count; i++) {
		struct state one;
		size_t len;
		int fd = reach(&conf.copies[i]);
		if (fd < 0)
			continue;
		char *text = write_all(fd, "get\n", 4) == 0 ? read_all(fd, &len) : NULL;
		close(fd);
		if (text && len && parse_state(text, len, &one) == 0 && (!found || is_newer(&one, s))) {
			free(found ? s->counters : NULL);
			*s = one;
			found = 1;
		}
		free(text);
	}
	return found;
}

/* Only what is whole, and newer than what is kept. */
static int take_copy(const char *path, struct state *kept, const char *text, size_t len)
{
	struct state one;
	if (parse_state(text, len, &one) != 0)
		return 0;
	int newer = is_newer(&one, kept);
	if (newer && put_file(path, text, len, LOOSE) < 0)
		newer = -1;
	if (newer == 1)
		*kept = one;
	free(one.counters);
	kept->counters = NULL;
	return newer >= 0;
}

/* The text behind `put LEN`, to be freed; NULL when it does not come whole. */
static char *read_copy(int fd, const char *begun, size_t have, size_t len)
{
	char *text = malloc(len + 1);
	if (!text)
		die("out of memory");
	if (have > len)
		have = len;
	memcpy(text, begun, have);
	while (have < len) {
		ssize_t n = read(fd, text + have, len - have);
		if (n <= 0) {
			free(text);
			return NULL;
		}
		have += (size_t)n;
	}
	return text;
}

static void serve_keeper(int fd, const char *path, struct state *kept)
{
	char head[64];
	size_t len, have = 0;
	ssize_t n;
	while (have < sizeof head - 1 && !memchr(head, '\n', have)) {
		n = read(fd, head + have, sizeof head - 1 - have);
		if (n <= 0)
			return;
		have += (size_t)n;
	}
	head[have] = 0;
	size_t line = strcspn(head, "\n") + 1;
	if (!strncmp(head, "get\n", 4)) {
		char *text = read_whole(path, &len);
		if (text && write_all(fd, text, len) < 0)
			errno = 0; /* whoever asked is gone */
		free(text);
	} else if (sscanf(head, "put %zu", &len) == 1 && len < 16 << 20) {
		char *text = read_copy(fd, head + line, have > line ? have - line : 0, len);
		const char *answer = text && take_copy(path, kept, text, len) ? "ok\n" : "no\n";
		if (write_all(fd, answer, 3) < 0)
			errno = 0;
		free(text);
	}
}

void keep_copies(const char *folder)
{
	static const int one = 1;
	static const struct timeval limit = { .tv_sec = 1 };
	char path[256];
	struct state kept = { 0 };
	size_t len;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(7412) };
	snprintf(path, sizeof path, "%s/copy", folder);
	char *text = read_whole(path, &len);
	if (text && parse_state(text, len, &kept) != 0)
		kept = (struct state){ 0 };
	free(text);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 64) < 0)
		die("port 7412");
	for (;;) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			continue;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
		serve_keeper(fd, path, &kept);
		close(fd);
	}
}
