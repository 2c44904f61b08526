/* halab-agent: runs commands for the host over stdin and stdout, many at once.
 *
 * A frame is one ASCII line and then exactly nbytes bytes. Host to agent:
 *   run <id> <nbytes>  argv joined by NUL      in <id> <nbytes>  data for its stdin
 *   eof <id>           end of its stdin        kill <id> <signo> to its process group
 *   ping <id>
 * Agent to host, after `hello 1 <boot_id> <monotonic ns>`:
 *   out <id> <nbytes>   err <id> <nbytes>   exit <id> <code>   pong <id> <monotonic ns>
 * The code is 128 + signal for a killed command, 127 (after an err frame) if it did not start.
 * A command's output ends with it: what a grandchild writes later is not awaited.
 * When stdin ends, running commands get SIGTERM and, 500 ms later, SIGKILL.
 *
 * With --ports (in a VM) it serves every virtio-serial port named halab.agent.N in a process of its
 * own. A conversation begins there with a reset line (common/port.h), also in the middle of another.
 */
#include "ports.h"
#include "common.h"
#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILDREN 64
#define MAX_ARGS 1024
#define MAX_FRAME (16u << 20)
/* What a child has not read yet; more than this ends the child rather than the agent. */
#define MAX_PENDING (64u << 20)
#define BITE BUFFER_STEP
#define GRACE_MS 500

struct child {
	pid_t pid; /* 0: free */
	uint32_t id;
	int in, out, err; /* -1: closed */
	int eof; /* close stdin when `pending` is written */
	struct buffer pending;
};

static struct child children[MAX_CHILDREN];
static struct buffer input;
static int stopping;
static int64_t stop_at;
static int from = STDIN_FILENO, to = STDOUT_FILENO;
static int on_port;

static void kill_all(int signo)
{
	for (struct child *c = children; c < children + MAX_CHILDREN; c++)
		if (c->pid)
			kill(-c->pid, signo);
}

static void begin_stop(void)
{
	if (stopping)
		return;
	stopping = 1;
	stop_at = now_ns() + GRACE_MS * NS_PER_MS;
	kill_all(SIGTERM);
}

/* The host is a quick reader, so a blocking write is fine; when it is gone, so are we. */
static void send_bytes(const void *data, size_t len)
{
	if (!stopping && write_all(to, data, len) < 0)
		begin_stop();
}

static void send_data(const char *word, uint32_t id, const char *data, size_t len)
{
	static char frame[BITE + 64];
	int head = snprintf(frame, 64, "%s %u %zu\n", word, id, len);
	memcpy(frame + head, data, len);
	send_bytes(frame, (size_t)head + len);
}

static void send_line(const char *word, uint32_t id, long long value)
{
	char line[64];
	send_bytes(line, (size_t)snprintf(line, sizeof line, "%s %u %lld\n", word, id, value));
}

static void send_failure(uint32_t id, const char *what, int error)
{
	char text[256];
	int len = snprintf(text, sizeof text, "halab-agent: %.180s: %s\n", what, strerror(error));
	send_data("err", id, text, (size_t)len);
	send_line("exit", id, 127);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static struct child *find_child(uint32_t id)
{
	for (struct child *c = children; c < children + MAX_CHILDREN; c++)
		if (c->pid && c->id == id)
			return c;
	return NULL;
}

/* vfork: the agent stands still until the exec, which keeps a run at about a millisecond. */
static pid_t start(char **argv, int in, int out, int err, volatile int *error)
{
	pid_t parent = getpid();
	*error = 0;
	pid_t pid = vfork();
	if (pid != 0) {
		if (pid < 0)
			*error = errno;
		return pid;
	}
	sigset_t none;
	sigemptyset(&none);
	setpgid(0, 0);
	/* A command does not outlive an agent that was killed; `setsid -f` forks, which clears it. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (getppid() == parent)
		execvp(argv[0], argv);
	*error = errno;
	_exit(127);
}

static void run(uint32_t id, char *args, size_t len)
{
	char *argv[MAX_ARGS + 1];
	int argc = 0, in[2], out[2], err[2];
	volatile int error;
	struct child *c = children;
	while (c < children + MAX_CHILDREN && c->pid)
		c++;
	if (c == children + MAX_CHILDREN || find_child(id)) {
		send_failure(id, "too many commands, or the id is in use", EAGAIN);
		return;
	}
	/* `args` has room for this last NUL: the input buffer always holds one byte more. */
	args[len] = 0;
	for (char *p = args; p <= args + len && argc < MAX_ARGS && len; p += strlen(p) + 1)
		argv[argc++] = p;
	argv[argc] = NULL;
	if (argc == 0) {
		send_failure(id, "no command", EINVAL);
		return;
	}
	if (pipe2(in, O_CLOEXEC) < 0)
		die("pipe");
	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0)
		die("pipe");
	pid_t pid = start(argv, in[0], out[1], err[1], &error);
	close(in[0]);
	close(out[1]);
	close(err[1]);
	if (error) {
		close(in[1]);
		close(out[0]);
		close(err[0]);
		if (pid > 0)
			waitpid(pid, NULL, 0);
		send_failure(id, argv[0], error);
		return;
	}
	fcntl(in[1], F_SETFL, O_NONBLOCK);
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
	c->pid = pid;
	c->id = id;
	c->in = in[1];
	c->out = out[0];
	c->err = err[0];
	c->eof = 0;
	c->pending.len = 0;
}

static void write_pending(struct child *c)
{
	while (c->in >= 0 && c->pending.len) {
		ssize_t n = write(c->in, c->pending.data, c->pending.len);
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			close_fd(&c->in);
			return;
		}
		buffer_drop(&c->pending, (size_t)n);
	}
	if (c->eof)
		close_fd(&c->in);
}

/* Forwards one bite; 0 when there was nothing or no more to come. */
static int forward(struct child *c, int *fd, const char *word)
{
	static char bite[BITE];
	if (*fd < 0)
		return 0;
	ssize_t n = read(*fd, bite, sizeof bite);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0) {
		close_fd(fd);
		return 0;
	}
	send_data(word, c->id, bite, (size_t)n);
	return 1;
}

static void reap(void)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		struct child *c = children;
		while (c < children + MAX_CHILDREN && c->pid != pid)
			c++;
		if (c == children + MAX_CHILDREN)
			continue;
		/* At most one pipe's content each: a grandchild that goes on writing must not hold us. */
		for (int i = 0; i < 64 && forward(c, &c->out, "out"); i++)
			;
		for (int i = 0; i < 64 && forward(c, &c->err, "err"); i++)
			;
		close_fd(&c->in);
		close_fd(&c->out);
		close_fd(&c->err);
		free(c->pending.data);
		c->pending = (struct buffer){ 0 };
		c->pid = 0;
		send_line("exit", c->id, WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
	}
}

static void give_input(uint32_t id, const char *data, size_t len)
{
	struct child *c = find_child(id);
	if (!c || c->in < 0 || c->eof)
		return;
	if (c->pending.len + len > MAX_PENDING) {
		static const char text[] = "halab-agent: the command does not read its stdin\n";
		send_data("err", id, text, sizeof text - 1);
		kill(-c->pid, SIGKILL);
		return;
	}
	buffer_append(&c->pending, data, len);
	write_pending(c);
}

/* Handles the first frame of `input`; its length, 0 when it is not whole yet. */
static size_t take_frame(void)
{
	char word[8];
	unsigned id;
	long value = 0;
	char *end = memchr(input.data, '\n', input.len);
	if (!end && input.len < 64)
		return 0;
	if (!end)
		die("a header without end");
	*end = 0;
	int fields = sscanf(input.data, "%7s %u %ld", word, &id, &value);
	int payload = !strcmp(word, "run") || !strcmp(word, "in");
	if (fields < 2 || value < 0 || (payload && (fields < 3 || value > MAX_FRAME)))
		die("not a header: '%.64s'", input.data);
	size_t head = (size_t)(end - input.data) + 1;
	size_t total = head + (payload ? (size_t)value : 0);
	if (input.len < total) {
		*end = '\n';
		return 0;
	}
	struct child *c = find_child(id);
	if (!strcmp(word, "run")) {
		buffer_append(&input, "", 1); /* room for run's NUL */
		input.len--;
		char kept = input.data[total];
		run(id, input.data + head, (size_t)value);
		input.data[total] = kept;
	} else if (!strcmp(word, "in")) {
		give_input(id, input.data + head, (size_t)value);
	} else if (!strcmp(word, "eof") && c) {
		c->eof = 1;
		write_pending(c);
	} else if (!strcmp(word, "kill") && c) {
		kill(-c->pid, (int)value);
	} else if (!strcmp(word, "ping")) {
		send_line("pong", id, now_ns());
	}
	return total;
}

static void say_hello(void)
{
	char boot_id[37] = "", line[96];
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, boot_id, 36) != 36)
		die("boot_id");
	close(fd);
	send_bytes(line, (size_t)snprintf(line, sizeof line, "hello 1 %s %lld\n", boot_id, (long long)now_ns()));
}

/* Another conversation: what the last one began ends unheard. */
static void begin_anew(const char *line)
{
	for (struct child *c = children; c < children + MAX_CHILDREN; c++) {
		if (!c->pid)
			continue;
		kill(-c->pid, SIGKILL);
		close_fd(&c->in);
		close_fd(&c->out);
		close_fd(&c->err);
		free(c->pending.data);
		*c = (struct child){ 0 };
	}
	send_bytes(line, RESET_LEN);
	say_hello();
}

/* On a port nothing counts before the first reset line; each one drops all that came before it. */
static int find_beginning(size_t fresh)
{
	static int begun;
	size_t old = input.len - fresh;
	size_t overlap = old < RESET_LEN ? old : RESET_LEN;
	char *found = find_reset(input.data + old - overlap, fresh + overlap);
	if (found) {
		begun = 1;
		begin_anew(found);
		buffer_drop(&input, (size_t)(found - input.data) + RESET_LEN);
	} else if (!begun && input.len > RESET_LEN) {
		buffer_drop(&input, input.len - RESET_LEN);
	}
	return begun;
}

static void take_input(void)
{
	static char bite[BITE];
	ssize_t n = read(from, bite, sizeof bite);
	if (n < 0 && errno == EINTR)
		return;
	if (n <= 0) {
		begin_stop();
		return;
	}
	buffer_append(&input, bite, (size_t)n);
	if (on_port && !find_beginning((size_t)n))
		return;
	size_t used;
	while (!stopping && input.len && (used = take_frame()) > 0)
		buffer_drop(&input, used);
}

/* poll and not epoll: stdin may be a file, which epoll refuses, and 194 descriptors are few. */
static void wait_and_serve(int signals)
{
	struct pollfd fds[2 + 3 * MAX_CHILDREN];
	int wait_ms = -1;
	fds[0] = (struct pollfd){ .fd = stopping ? -1 : from, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = signals, .events = POLLIN };
	for (int i = 0; i < MAX_CHILDREN; i++) {
		struct child *c = &children[i];
		struct pollfd *p = fds + 2 + 3 * i;
		p[0] = (struct pollfd){ .fd = c->pid && c->pending.len ? c->in : -1, .events = POLLOUT };
		p[1] = (struct pollfd){ .fd = c->pid ? c->out : -1, .events = POLLIN };
		p[2] = (struct pollfd){ .fd = c->pid ? c->err : -1, .events = POLLIN };
	}
	if (stopping)
		wait_ms = (int)((stop_at - now_ns()) / NS_PER_MS) + 1;
	if (poll(fds, 2 + 3 * MAX_CHILDREN, wait_ms < -1 ? 0 : wait_ms) < 0)
		return;
	for (int i = 0; i < MAX_CHILDREN; i++) {
		struct child *c = &children[i];
		struct pollfd *p = fds + 2 + 3 * i;
		if (p[0].revents)
			write_pending(c);
		if (p[1].revents)
			forward(c, &c->out, "out");
		if (p[2].revents)
			forward(c, &c->err, "err");
	}
	if (fds[1].revents) {
		struct signalfd_siginfo info;
		while (read(signals, &info, sizeof info) == sizeof info)
			if (info.ssi_signo != SIGCHLD)
				begin_stop();
		reap();
	}
	if (fds[0].revents)
		take_input();
}

static int running(void)
{
	for (struct child *c = children; c < children + MAX_CHILDREN; c++)
		if (c->pid)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	sigset_t set;
	if (argc == 2 && !strcmp(argv[1], "--ports")) {
		from = to = serve_ports();
		on_port = 1;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* Where our own programs are first: what somebody puts beside them is not taken for them. */
	setenv("PATH", "/usr/bin:/usr/sbin:/bin:/sbin:/usr/local/bin:/usr/local/sbin", 1);
	int signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (!on_port)
		say_hello();
	while (!stopping || (running() && now_ns() < stop_at))
		wait_and_serve(signals);
	kill_all(SIGKILL);
	return 0;
}
