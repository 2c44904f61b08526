/* Rows go to a buffer and from there to stdout without blocking the loop. */
#include "client.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define ROW_BYTES 4096

static struct buffer out;

void print(const char *format, ...)
{
	char row[ROW_BYTES];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(row, sizeof row, format, args);
	va_end(args);
	buffer_append(&out, row, (size_t)(len < ROW_BYTES ? len : ROW_BYTES - 1));
}

void flush_output(void)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);
	fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
	while (out.len) {
		ssize_t n = write(STDOUT_FILENO, out.data, out.len);
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0 && errno != EINTR)
			_exit(1); /* the reader is gone */
		if (n > 0)
			buffer_drop(&out, (size_t)n);
	}
	fcntl(STDOUT_FILENO, F_SETFL, flags);
}

void end_output(void)
{
	if (write_all(STDOUT_FILENO, out.data, out.len) == 0)
		out.len = 0;
}
