/* The log of one member: whole lines, written at once after each round, in two files of bounded size. */
#include "cpg.h"
#include "common.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int fd = -1;
static off_t written;
static struct buffer waiting;
static void (*repeat_state)(void);

static void begin_file(void)
{
	fd = open(LOG_PATH, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		die("%s", LOG_PATH);
	written = 0;
}

void log_open(void)
{
	struct stat is;
	mkdir("/var/log/cpg", 0755);
	fd = open(LOG_PATH, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0 || fstat(fd, &is) < 0)
		die("%s", LOG_PATH);
	written = is.st_size;
}

void log_on_turn(void (*repeat)(void))
{
	repeat_state = repeat;
}

void log_line(const char *format, ...)
{
	char text[4096];
	int len = snprintf(text, sizeof text, "%lld ", (long long)now_ns());
	va_list args;
	va_start(args, format);
	len += vsnprintf(text + len, sizeof text - (size_t)len - 1, format, args);
	va_end(args);
	if (len > (int)sizeof text - 2)
		len = (int)sizeof text - 2;
	text[len++] = '\n';
	buffer_append(&waiting, text, (size_t)len);
}

void log_flush(void)
{
	if (!waiting.len)
		return;
	if (write_all(fd, waiting.data, waiting.len) < 0)
		die("%s", LOG_PATH);
	written += (off_t)waiting.len;
	buffer_drop(&waiting, waiting.len);
	if (written < LOG_BYTES)
		return;
	/* Who follows reads the old file to its end: its name changes, not what is in it. */
	rename(LOG_PATH, LOG_PATH ".1");
	close(fd);
	begin_file();
	if (repeat_state) {
		repeat_state();
		log_flush();
	}
}
