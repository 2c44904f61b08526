#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NS_PER_S + ts.tv_nsec;
}

void die(const char *format, ...)
{
	int saved = errno;
	va_list args;
	va_start(args, format);
	fprintf(stderr, "%s: ", program_invocation_short_name);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, saved ? ": %s\n" : "\n", strerror(saved));
	exit(1);
}

int write_all(int fd, const void *data, size_t len)
{
	const char *p = data;
	while (len > 0) {
		ssize_t n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int64_t parse_number(const char *text, int64_t min, int64_t max)
{
	char *end;
	if (*text < '0' || *text > '9')
		return -1;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (errno || *end || value < min || value > max) {
		errno = 0;
		return -1;
	}
	return value;
}

void timer_at(int fd, int64_t at_ns)
{
	/* 0 would disarm it. */
	if (at_ns < 1)
		at_ns = 1;
	struct itimerspec when = { .it_value = { at_ns / NS_PER_S, at_ns % NS_PER_S } };
	timerfd_settime(fd, TFD_TIMER_ABSTIME, &when, NULL);
}

void buffer_append(struct buffer *b, const void *data, size_t len)
{
	if (b->len + len > b->size) {
		size_t size = b->size ? b->size : BUFFER_STEP;
		while (size < b->len + len)
			size *= 2;
		b->data = realloc(b->data, size);
		if (!b->data)
			die("out of memory");
		b->size = size;
	}
	memcpy(b->data + b->len, data, len);
	b->len += len;
}

void buffer_drop(struct buffer *b, size_t len)
{
	b->len -= len;
	memmove(b->data, b->data + len, b->len);
}

void go_background(const char *pidfile)
{
	pid_t pid = fork();
	if (pid < 0)
		die("fork");
	if (pid > 0) {
		char text[16];
		int fd = open(pidfile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		int len = snprintf(text, sizeof text, "%d\n", pid);
		if (fd < 0 || write_all(fd, text, (size_t)len) < 0) {
			kill(pid, SIGKILL);
			die("%s", pidfile);
		}
		_exit(0);
	}
	setsid();
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
}
