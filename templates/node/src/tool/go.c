/* halab-tool await-go: in a VM, before its init. Waits on the port halab.boot for the host's
 *   go <ns since 1970> <64 hex digits>
 * and sets the clock and reseeds the kernel's random generator from it: a machine that goes on from
 * a saved state has the saved clock, and the same random numbers as all others from that state. */
#include "common.h"
#include "port.h"
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define SEED_BYTES 32
#define READY_AGAIN_MS 200

static const char ready[] = "ready\n";

static void reseed(const char *hex)
{
	struct {
		int entropy_count; /* bits */
		int buf_size; /* bytes */
		unsigned char buf[SEED_BYTES];
	} pool = { .entropy_count = SEED_BYTES * 8, .buf_size = SEED_BYTES };
	for (int i = 0; i < SEED_BYTES; i++)
		sscanf(hex + 2 * i, "%2hhx", &pool.buf[i]);
	int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);
	/* random(4): the first adds it, the second makes the generator use it now. */
	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &pool) < 0 || ioctl(fd, RNDRESEEDCRNG, 0) < 0)
		die("reseeding /dev/urandom");
	close(fd);
}

/* Not heard by a host that has just left: that is no error. */
static int say_ready(int fd)
{
	return write_all(fd, ready, sizeof ready - 1) == 0 || errno == EAGAIN;
}

/* A line from the host; 0 when it went away before the line was whole. Says `ready` again while
 * nothing comes: a host that left and came back in one moment has not heard it. For the same reason
 * the port does not block: poll says that the host left, it is back before the read, and the read
 * would wait for its word, as it waits for ours. A state that was saved in that moment is one from
 * which no VM wakes. */
static int read_line(int fd, char *line, size_t size)
{
	size_t len = 0;
	while (len < size - 1) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int found = poll(&p, 1, READY_AGAIN_MS);
		if (found == 0 && !say_ready(fd))
			return 0;
		if (found <= 0)
			continue;
		ssize_t n = read(fd, line + len, 1);
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return 0;
		if (line[len] == '\n') {
			line[len] = 0;
			return 1;
		}
		len++;
	}
	return 0;
}

int await_go(void)
{
	char devices[MAX_PORTS][PORT_NAME_SIZE], line[160], seed[2 * SEED_BYTES + 1];
	long long ns;
	if (find_ports("halab.boot", devices) != 1)
		die("there is no virtio-serial port halab.boot");
	int fd = open(devices[0], O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		die("%s", devices[0]);
	do {
		await_host(fd);
		if (!say_ready(fd))
			die("halab.boot");
	} while (!read_line(fd, line, sizeof line) || sscanf(line, "go %lld %64[0-9a-f]", &ns, seed) != 2 || strlen(seed) != 2 * SEED_BYTES);
	struct timespec now = { ns / NS_PER_S, ns % NS_PER_S };
	if (clock_settime(CLOCK_REALTIME, &now) < 0)
		die("setting the clock");
	reseed(seed);
	return 0;
}
