/* counterd [-f] [-c CONF]: counts, over HTTP, and writes down what it has counted. It goes to the background at once, before
 * it serves; -f: it stays. counterd -t: only reads CONF. counterd -g port|state|pidfile: what CONF says.
 * counterd -v FILE: whether a state is whole. counterd -k FOLDER: keeps copies of others' states there. counterd -F FILE: takes
 * all room on its disk, and whatever becomes free there later.
 * SIGTERM: it lets its work end, saves, and is gone. SIGHUP: it saves as CONF says now. */
#include "common.h"
#include "conf.h"
#include "copies.h"
#include "save.h"
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <syslog.h>
#include <unistd.h>

static int verify(const char *path)
{
	struct state s;
	size_t len;
	char *text = read_whole(path, &len);
	if (!text)
		die("error: %s", path);
	unsigned line = parse_state(text, len, &s);
	if (line)
		printf("error: %s:%u: not whole\n", path, line);
	else
		printf("%u counters, term %llu, save %llu\n", s.count, (unsigned long long)s.term, (unsigned long long)s.seq);
	return line != 0;
}

/* A disk is full for all who write to it, also when one of them gives something back. */
static void fill(const char *path)
{
	static char block[4096];
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		die("error: %s", path);
	for (;;)
		if (write(fd, block, sizeof block) <= 0)
			usleep(10000);
}

/* Signals are taken in their turn; all threads are born with them blocked. */
static void block_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void run(int foreground)
{
	openlog("counterd", LOG_PID | LOG_NDELAY, LOG_DAEMON);
	if (foreground) {
		int fd = open(conf.pidfile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (fd < 0 || dprintf(fd, "%d\n", getpid()) < 0)
			die("error: %s", conf.pidfile);
		close(fd);
	} else
		go_background(conf.pidfile);
	/* The name of a task is what ps and pgrep know it by. */
	prctl(PR_SET_NAME, "counterd");
	block_signals();
	open_port();
	load_state();
	start_saving();
	serve();
	int failed = save_finally();
	if (failed)
		syslog(LOG_ERR, "ends, and its last counts are saved nowhere");
	unlink(conf.pidfile);
	syslog(LOG_INFO, "ended");
	exit(failed ? 1 : 0);
}

int main(int argc, char **argv)
{
	const char *file = "/etc/counterd/counterd.conf", *word = NULL;
	int foreground = 0, test = 0, option;
	program_invocation_short_name = "counterd";
	prctl(PR_SET_NAME, "counterd");
	while ((option = getopt(argc, argv, "fc:tg:v:k:F:")) != -1) {
		switch (option) {
		case 'f': foreground = 1; break;
		case 'c': file = optarg; break;
		case 't': test = 1; break;
		case 'g': word = optarg; break;
		case 'v': return verify(optarg);
		case 'k':
			prctl(PR_SET_NAME, "counter-copies");
			keep_copies(optarg);
		case 'F':
			prctl(PR_SET_NAME, "halab-fill");
			fill(optarg);
			break;
		default: return 2;
		}
	}
	errno = 0;
	read_conf(file);
	if (word)
		print_conf(word);
	else if (!test)
		run(foreground);
	return 0;
}
