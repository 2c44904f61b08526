#include "port.h"
#include "common.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PORTS_DIR "/sys/class/virtio-ports"

int find_ports(const char *name, char devices[MAX_PORTS][PORT_NAME_SIZE])
{
	int count = 0;
	DIR *dir = opendir(PORTS_DIR);
	if (!dir)
		return 0;
	for (struct dirent *entry; count < MAX_PORTS && (entry = readdir(dir));) {
		char path[320], text[PORT_NAME_SIZE] = "";
		snprintf(path, sizeof path, PORTS_DIR "/%s/name", entry->d_name);
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		ssize_t n = read(fd, text, sizeof text - 1);
		close(fd);
		if (n > 0 && !strncmp(text, name, strlen(name)))
			snprintf(devices[count++], PORT_NAME_SIZE, "/dev/%.50s", entry->d_name);
	}
	closedir(dir);
	return count;
}

static int host_is_there(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return poll(&p, 1, 0) >= 0 && !(p.revents & POLLHUP);
}

/* poll does not wait for a host: it says POLLHUP at once. The driver sends SIGIO when one comes. */
void await_host(int fd)
{
	sigset_t set, before;
	static const struct timespec second = { .tv_sec = 1 };
	sigemptyset(&set);
	sigaddset(&set, SIGIO);
	sigprocmask(SIG_BLOCK, &set, &before);
	fcntl(fd, F_SETOWN, getpid());
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC);
	while (!host_is_there(fd))
		sigtimedwait(&set, NULL, &second);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_ASYNC);
	while (sigtimedwait(&set, NULL, &(struct timespec){ 0 }) > 0)
		;
	sigprocmask(SIG_SETMASK, &before, NULL);
}
