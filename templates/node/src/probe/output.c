/* Rows go to a big buffer and from there to stdout without blocking the loop. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* About 20 s of rows at 1000 probes/s: so long may the reader stand still. */
#define OUT_BYTES (1 << 20)
#define ROW_BYTES 512
/* Who has to wait for room takes as much as a pipe holds, so that not every row has to wait. */
#define ROOM_BYTES (1 << 16)

static char out[OUT_BYTES];
static size_t out_len;
static int old_flags = -1;

static void make_nonblocking(void)
{
	if (old_flags >= 0)
		return;
	old_flags = fcntl(STDOUT_FILENO, F_GETFL);
	fcntl(STDOUT_FILENO, F_SETFL, old_flags | O_NONBLOCK);
}

/* Writes what the reader takes; waits for it only while more than `keep` bytes are left. */
static void flush_to(size_t keep)
{
	size_t done = 0;
	make_nonblocking();
	while (done < out_len) {
		ssize_t n = write(STDOUT_FILENO, out + done, out_len - done);
		if (n > 0) {
			done += (size_t)n;
		} else if (n < 0 && errno == EAGAIN && out_len - done > keep) {
			struct pollfd fd = { .fd = STDOUT_FILENO, .events = POLLOUT };
			poll(&fd, 1, 1000);
		} else if (n < 0 && errno == EAGAIN) {
			break;
		} else if (errno != EINTR) {
			_exit(1); /* the reader is gone */
		}
	}
	memmove(out, out + done, out_len - done);
	out_len -= done;
}

void flush_output(void)
{
	flush_to(sizeof out);
}

void end_output(void)
{
	flush_to(0);
	/* The descriptor is shared with whoever gave it to us. */
	fcntl(STDOUT_FILENO, F_SETFL, old_flags);
}

void print(const char *format, ...)
{
	va_list args;
	if (sizeof out - out_len < ROW_BYTES)
		flush_to(sizeof out - ROOM_BYTES);
	va_start(args, format);
	int len = vsnprintf(out + out_len, ROW_BYTES, format, args);
	va_end(args);
	out_len += (size_t)(len < ROW_BYTES ? len : ROW_BYTES - 1);
}

enum outcome outcome_of(int error)
{
	switch (error) {
	case 0: return OK;
	case ECONNREFUSED: return REFUSED;
	case ECONNRESET:
	case EPIPE: return RESET;
	case EHOSTUNREACH:
	case ENETUNREACH:
	case EHOSTDOWN:
	case ENETDOWN: return UNREACH;
	case ETIMEDOUT: return TIMEOUT;
	default: return ERROR;
	}
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const names[] = { "ok", "timeout", "refused", "reset", "unreach", "bad", "error", "forged" };
	return names[outcome];
}

int copy_word(char *to, const char *from, size_t len)
{
	size_t n = 0;
	while (len && (*from == ' ' || *from == '\r' || *from == '\n' || *from == '\t'))
		from++, len--;
	for (; n < SERVER_MAX && n < len && from[n] > ' ' && from[n] < 127; n++)
		to[n] = from[n];
	to[n] = 0;
	return n > 0;
}
