/* halab-vm: in the container of a VM, talks to its QEMU and to its guest.
 *   halab-vm qmp JSON...   runs QMP commands one after the other; prints a reply line for each;
 *                          exit 1 at the first error
 *   halab-vm relay         stdin and stdout of a free agent of the guest
 *   halab-vm go            waits for the guest to be ready, tells it the time and a seed
 *   halab-vm wait          only waits for it
 * Sockets are in /run/vm. Waits at most WAIT_S for a socket or an answer.
 */
#include "port.h"
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define DIR "/run/vm"
#define AGENTS 8
#define WAIT_S 60
#define POLL_MS 5
#define RESET_AGAIN_MS 500

static int64_t give_up_at;

/* QEMU makes its sockets as it starts. */
static int connect_to(const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, DIR "/%s", name);
	for (;;) {
		int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd < 0)
			die("socket");
		if (!connect(fd, (struct sockaddr *)&address, sizeof address))
			return fd;
		close(fd);
		if ((errno != ENOENT && errno != ECONNREFUSED) || now_ns() > give_up_at)
			die("%s", address.sun_path);
		nanosleep(&(struct timespec){ .tv_nsec = POLL_MS * NS_PER_MS }, NULL);
	}
}

/* Reads until a newline; a peer that says nothing for too long, or goes away, ends the program. */
static void read_line(int fd, struct buffer *in, struct buffer *line)
{
	static char bite[BUFFER_STEP];
	for (;;) {
		char *end = in->len ? memchr(in->data, '\n', in->len) : NULL;
		if (end) {
			size_t len = (size_t)(end - in->data) + 1;
			line->len = 0;
			buffer_append(line, in->data, len);
			line->data[len - 1] = 0;
			buffer_drop(in, len);
			return;
		}
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = (give_up_at - now_ns()) / NS_PER_MS;
		errno = ETIMEDOUT;
		if (left <= 0 || poll(&p, 1, (int)left) == 0)
			die("no answer within %d s", WAIT_S);
		ssize_t n = read(fd, bite, sizeof bite);
		errno = n < 0 ? errno : ECONNRESET;
		if (n <= 0)
			die("QEMU or its guest ended");
		buffer_append(in, bite, (size_t)n);
	}
}

static int qmp(char **commands, int count)
{
	struct buffer in = { 0 }, line = { 0 };
	static const char hello[] = "{\"execute\":\"qmp_capabilities\"}\n";
	int fd = connect_to("qmp");
	read_line(fd, &in, &line); /* the greeting */
	for (int i = -1; i < count; i++) {
		const char *command = i < 0 ? hello : commands[i];
		if (write_all(fd, command, strlen(command)) < 0 || write_all(fd, "\n", 1) < 0)
			die("qmp");
		/* Events come in between (QMP specification 2.5). */
		do
			read_line(fd, &in, &line);
		while (strncmp(line.data, "{\"return\"", 9) && strncmp(line.data, "{\"error\"", 8));
		if (i >= 0)
			puts(line.data);
		if (line.data[2] == 'e')
			return 1;
	}
	return 0;
}

/* The guest says `ready` when it waits for its turn, also after a restart from a saved state. */
static int await_guest(void)
{
	struct buffer in = { 0 }, line = { 0 };
	int fd = connect_to("boot");
	do
		read_line(fd, &in, &line);
	while (strcmp(line.data, "ready"));
	return fd;
}

static int go(void)
{
	unsigned char seed[32];
	char text[160], hex[65];
	struct timespec now;
	int fd = await_guest();
	if (getrandom(seed, sizeof seed, 0) != sizeof seed)
		die("getrandom");
	for (size_t i = 0; i < sizeof seed; i++)
		sprintf(hex + 2 * i, "%02x", seed[i]);
	clock_gettime(CLOCK_REALTIME, &now);
	int len = snprintf(text, sizeof text, "go %lld %s\n", (long long)now.tv_sec * NS_PER_S + now.tv_nsec, hex);
	if (write_all(fd, text, (size_t)len) < 0)
		die("boot");
	/* Held open until the guest has read it: closing drops what it has not. It closes its port. */
	char byte;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while (poll(&p, 1, 2000) > 0 && read(fd, &byte, 1) > 0)
		;
	return 0;
}

/* The first agent that nobody talks to; the lock ends with this process. */
static int connect_to_agent(void)
{
	for (int i = 0; i < AGENTS; i++) {
		char name[40];
		snprintf(name, sizeof name, DIR "/agent.%d.lock", i);
		int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (lock < 0)
			die("%s", name);
		if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
			close(lock);
			continue;
		}
		snprintf(name, sizeof name, "agent.%d", i);
		return connect_to(name);
	}
	errno = EBUSY;
	die("all %d agents of this VM are taken", AGENTS);
}

/* Copies what there is; 0 at the end of `from` or when `to` is gone. */
static int copy(int from, int to)
{
	static char bite[BUFFER_STEP];
	ssize_t n = read(from, bite, sizeof bite);
	if (n < 0 && errno == EINTR)
		return 1;
	return n > 0 && write_all(to, bite, (size_t)n) == 0;
}

/* A reset line that nobody has sent before. */
static void say_reset(int fd, char line[RESET_LEN + 1])
{
	unsigned char nonce[8];
	if (getrandom(nonce, sizeof nonce, 0) != sizeof nonce)
		die("getrandom");
	int len = sprintf(line, RESET_WORD);
	for (size_t i = 0; i < sizeof nonce; i++)
		len += sprintf(line + len, "%02x", nonce[i]);
	line[len] = '\n';
	if (write_all(fd, line, RESET_LEN) < 0)
		die("agent");
}

/* Drops what the agent still says to the last one who talked to it. A line may be lost, when that
 * agent has just ended and the next one not yet begun: then another one is said, and counts. */
static void begin_conversation(int fd)
{
	char line[RESET_LEN + 1];
	struct buffer in = { 0 };
	static char bite[BUFFER_STEP];
	say_reset(fd, line);
	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		errno = ETIMEDOUT;
		if (now_ns() > give_up_at)
			die("the agent did not answer within %d s", WAIT_S);
		if (poll(&p, 1, RESET_AGAIN_MS) == 0) {
			say_reset(fd, line);
			continue;
		}
		ssize_t n = read(fd, bite, sizeof bite);
		if (n <= 0)
			die("the agent's port was closed");
		buffer_append(&in, bite, (size_t)n);
		char *found = memmem(in.data, in.len, line, RESET_LEN);
		if (!found)
			continue;
		buffer_drop(&in, (size_t)(found - in.data) + RESET_LEN);
		if (write_all(STDOUT_FILENO, in.data, in.len) < 0)
			die("stdout");
		return;
	}
}

static int relay(void)
{
	int fd = connect_to_agent();
	begin_conversation(fd);
	for (;;) {
		struct pollfd fds[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = fd, .events = POLLIN } };
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (fds[0].revents && !copy(STDIN_FILENO, fd))
			return 0;
		if (fds[1].revents && !copy(fd, STDOUT_FILENO))
			return 0;
	}
}

int main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	give_up_at = now_ns() + WAIT_S * NS_PER_S;
	signal(SIGPIPE, SIG_IGN);
	if (!strcmp(verb, "qmp") && argc > 2)
		return qmp(argv + 2, argc - 2);
	if (!strcmp(verb, "relay") && argc == 2)
		return relay();
	if (!strcmp(verb, "go") && argc == 2)
		return go();
	if (!strcmp(verb, "wait") && argc == 2) {
		await_guest();
		return 0;
	}
	errno = 0;
	die("usage: qmp JSON... | relay | go | wait");
}
