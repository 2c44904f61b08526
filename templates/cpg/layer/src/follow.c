/*
 * Follows the log of the member of this node, and says it shorter: life, ring, view and quorum as they stand there,
 * messages in batches. A batch begins with its place in the view and what its letters mean, so that it stands alone:
 *   NS batch 17 A=1.3.90 B=2.1.88 ABBA
 * is messages 17 to 20 of this view: 90 of node 1's third life, 88 and 89 of node 2's first, 91 of node 1's.
 */
#include "cpg.h"
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH_NS (250 * NS_PER_MS)
#define BATCH_MOST 2048
#define SENDERS 26

struct sender {
	unsigned node, life, next;
};

static struct sender senders[SENDERS];
static unsigned known;
static struct buffer batch, line;
static int64_t batch_since, batch_last;
static uint64_t place; /* of the next message in its view */
/* While it reads what was there before it began: kept, not said. */
static int behind = 1;
static char states[4][4096]; /* life, ring, view, quorum */
static const char *const words[] = { "life", "ring", "view", "quorum" };

static void say(int64_t at, const char *text)
{
	if (printf("%lld %s\n", (long long)at, text) < 0)
		exit(0);
}

static void end_batch(void)
{
	if (!batch.len)
		return;
	buffer_append(&batch, "", 1);
	say(batch_last, batch.data);
	buffer_drop(&batch, batch.len);
	known = 0;
}

/* The letter of a sender whose next message this is; given anew where it is not. */
static char letter(const struct sender *of, int *is_new)
{
	unsigned at = 0;
	while (at < known && (senders[at].node != of->node || senders[at].life != of->life))
		at++;
	*is_new = at == known || senders[at].next != of->next;
	if (at == SENDERS)
		at = known = 0;
	if (at == known)
		known++;
	senders[at] = *of;
	senders[at].next++;
	return (char)('A' + at);
}

static void add_message(int64_t at, const struct sender *of)
{
	char text[64];
	int is_new;
	if (behind) {
		place++;
		return;
	}
	if (!batch.len) {
		int len = snprintf(text, sizeof text, "batch %llu ", (unsigned long long)place);
		buffer_append(&batch, text, (size_t)len);
		batch_since = now_ns();
	}
	char name = letter(of, &is_new);
	if (is_new) {
		const char *gap = batch.data[batch.len - 1] == ' ' ? "" : " ";
		int len = snprintf(text, sizeof text, "%s%c=%u.%u.%u ", gap, name, of->node, of->life, of->next);
		buffer_append(&batch, text, (size_t)len);
	}
	buffer_append(&batch, &name, 1);
	batch_last = at;
	place++;
	if (batch.len >= BATCH_MOST)
		end_batch();
}

/* A view begins with its own count, or goes on in a new file of the log: "from=N". */
static void take_state(int64_t at, const char *text, unsigned word)
{
	const char *from = word == 2 ? strstr(text, " from=") : NULL;
	int again = from && strtoull(from + 6, NULL, 10) > 0;
	end_batch();
	if (from)
		place = strtoull(from + 6, NULL, 10);
	/* What the head of a new file repeats is known. */
	int same = again ? !strncmp(states[word], text, (size_t)(from - text)) : !strcmp(states[word], text);
	snprintf(states[word], sizeof states[word], "%s", text);
	if (word == 0 && !same)
		for (unsigned i = 1; i < 4; i++)
			states[i][0] = 0;
	if (!behind && !(same && (again || word != 2)))
		say(at, text);
}

static void take_line(const char *text)
{
	char *rest;
	struct sender of;
	int64_t at = strtoll(text, &rest, 10);
	if (*rest++ != ' ')
		return;
	if (sscanf(rest, "got %u.%u.%u", &of.node, &of.life, &of.next) == 3) {
		add_message(at, &of);
		return;
	}
	for (unsigned i = 0; i < 4; i++)
		if (!strncmp(rest, words[i], strlen(words[i])))
			take_state(at, rest, i);
	if (strncmp(rest, "end ", 4))
		return;
	end_batch();
	states[0][0] = 0;
	if (!behind)
		say(at, rest);
}

/* Whole lines of what there is; the rest of one waits for its end. */
static void read_on(int fd)
{
	char some[65536];
	ssize_t n;
	while ((n = read(fd, some, sizeof some)) > 0) {
		buffer_append(&line, some, (size_t)n);
		char *at = line.data, *end;
		while ((end = memchr(at, '\n', (size_t)(line.data + line.len - at)))) {
			*end = 0;
			take_line(at);
			at = end + 1;
		}
		buffer_drop(&line, (size_t)(at - line.data));
	}
}

/* What is so as it begins, with the time at which it says so. */
static void say_states(void)
{
	char text[4200];
	behind = 0;
	if (!states[0][0])
		say(now_ns(), "end no member yet");
	for (unsigned i = 0; i < 4 && states[0][0]; i++) {
		if (!states[i][0])
			continue;
		char *from = i == 2 ? strstr(states[i], " from=") : NULL;
		if (from)
			snprintf(text, sizeof text, "%.*s from=%llu", (int)(from - states[i]), states[i], (unsigned long long)place);
		say(now_ns(), from ? text : states[i]);
	}
}

/* Reads what came, and goes over to a new file once there is one. What was written to the old one last comes first. */
static void read_files(void)
{
	static int fd = -1;
	static ino_t inode;
	struct stat is;
	if (fd >= 0)
		read_on(fd);
	if (stat(LOG_PATH, &is) < 0 || (fd >= 0 && is.st_ino == inode))
		return;
	int next = open(LOG_PATH, O_RDONLY | O_CLOEXEC);
	if (next < 0 || fstat(next, &is) < 0)
		return;
	if (fd >= 0) {
		read_on(fd);
		close(fd);
	}
	fd = next;
	inode = is.st_ino;
	read_on(fd);
}

void follow_run(void)
{
	char events[4096];
	int notes = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	mkdir("/var/log/cpg", 0755);
	if (inotify_add_watch(notes, "/var/log/cpg", IN_MODIFY | IN_CREATE) < 0)
		die("/var/log/cpg");
	setvbuf(stdout, NULL, _IOFBF, 65536);
	for (;;) {
		read_files();
		if (behind)
			say_states();
		if (batch.len && now_ns() - batch_since >= BATCH_NS)
			end_batch();
		if (fflush(stdout))
			return;
		struct pollfd wait = { .fd = notes, .events = POLLIN };
		poll(&wait, 1, batch.len ? (int)(BATCH_NS / NS_PER_MS) : -1);
		while (read(notes, events, sizeof events) > 0)
			;
	}
}
