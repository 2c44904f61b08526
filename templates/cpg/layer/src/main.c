/* halab-cpg: a member of one of Corosync's closed process groups. It numbers what it sends, and logs what it is given.
 *   halab-cpg check CONFIG             says what is wrong with it
 *   halab-cpg follow                   says what the log has, and what comes, in few words
 *   halab-cpg CONFIG PIDFILE           goes to the background
 */
#include "cpg.h"
#include "common.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <syslog.h>

int main(int argc, char **argv)
{
	struct config config;
	if (argc == 3 && !strcmp(argv[1], "check"))
		return config_read(argv[2], &config) < 0;
	if (argc == 2 && !strcmp(argv[1], "follow")) {
		follow_run();
		return 0;
	}
	if (argc != 3)
		die("usage: halab-cpg [check] CONFIG [PIDFILE]");
	if (config_read(argv[1], &config) < 0)
		return 1;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	go_background(argv[2]);
	openlog("cpg", LOG_PID, LOG_DAEMON);
	member_run(&config, signalfd(-1, &set, SFD_CLOEXEC));
	return 0;
}
