/* A sink for /dev/log: daemons log there by default and a node has no syslogd.
 * A line: UTC with ms, [monotonic seconds as in dmesg], facility.severity, the daemon's text. */
#include "common.h"
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MAX_SOCKETS 32
#define RCVBUF_BYTES (1 << 20)
/* A forgotten httplog at 1000 requests/s writes about 9 MB a minute; one old file is kept. */
#define ROTATE_BYTES (16 << 20)

static const char *const facilities[] = { "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news",
	"uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
	"local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7" };
static const char *const severities[] = { "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug" };

static int open_socket(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	char dir[sizeof at.sun_path];
	int size = RCVBUF_BYTES;
	if (strlen(path) >= sizeof at.sun_path)
		die("%s is too long", path);
	strcpy(at.sun_path, path);
	strcpy(dir, path);
	*strrchr(dir, '/') = 0;
	mkdir(dir, 0755);
	unlink(path);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
	mode_t old = umask(0111);
	int rc = bind(fd, (struct sockaddr *)&at, sizeof at);
	umask(old);
	/* The daemon with that chroot is not in a client's image. */
	if (rc < 0 && errno != ENOENT)
		die("%s", path);
	return rc < 0 ? -1 : fd;
}

/* The text after "<PRI>" and after RFC 3164's "Mmm dd hh:mm:ss ", which is 16 long. */
static char *skip_header(char *text, int *pri)
{
	char *end;
	*pri = 13; /* user.notice, as RFC 3164 4.3.3 says for a message without one */
	if (*text == '<') {
		long value = strtol(text + 1, &end, 10);
		if (*end == '>' && value >= 0 && value < 24 * 8) {
			*pri = (int)value;
			text = end + 1;
		}
	}
	if (strlen(text) > 16 && text[3] == ' ' && text[6] == ' ' && text[9] == ':' && text[12] == ':' && text[15] == ' ')
		text += 16;
	return text;
}

static int format_line(char *line, size_t size, char *text)
{
	struct timespec wall;
	struct tm utc;
	int pri;
	int64_t mono = now_ns();
	char *body = skip_header(text, &pri);
	clock_gettime(CLOCK_REALTIME, &wall);
	gmtime_r(&wall.tv_sec, &utc);
	int len = snprintf(line, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ [%lld.%06lld] %s.%s %s",
		utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
		wall.tv_nsec / 1000000, (long long)(mono / NS_PER_S), (long long)(mono % NS_PER_S / 1000),
		facilities[pri >> 3], severities[pri & 7], body);
	if ((size_t)len > size - 2)
		len = (int)size - 2;
	for (int i = 0; i < len; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	while (len > 0 && line[len - 1] == ' ')
		len--;
	line[len++] = '\n';
	return len;
}

static int open_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0)
		die("%s", path);
	return fd;
}

static int rotate(int fd, const char *path)
{
	char old[4096];
	struct stat st;
	if (fstat(fd, &st) < 0 || st.st_size < ROTATE_BYTES)
		return fd;
	snprintf(old, sizeof old, "%s.1", path);
	rename(path, old);
	close(fd);
	return open_file(path);
}

int serve_syslog(const char *path, char **sockets, int count)
{
	struct pollfd fds[MAX_SOCKETS];
	char text[8192], line[sizeof text + 128];
	if (count > MAX_SOCKETS)
		count = MAX_SOCKETS;
	int file = open_file(path);
	for (int i = 0; i < count; i++)
		fds[i] = (struct pollfd){ .fd = open_socket(sockets[i]), .events = POLLIN };
	for (;;) {
		if (poll(fds, (nfds_t)count, -1) < 0)
			continue;
		for (int i = 0; i < count; i++) {
			ssize_t n;
			while (fds[i].fd >= 0 && (n = recv(fds[i].fd, text, sizeof text - 1, 0)) > 0) {
				text[n] = 0;
				write_all(file, line, (size_t)format_line(line, sizeof line, text));
			}
		}
		file = rotate(file, path);
	}
}
