/* halab-samba: a client of a directory of Samba's (or anybody's) controllers.
 *   halab-samba follow PASSWORD EVERY_MS DC...                         writes on each, and says what each has
 *   halab-samba logon PRINCIPAL PASSWORD EVERY_MS TIMEOUT_MS [KDC]     gets a ticket again and again
 *   halab-samba check KRB5_CONF                                        says what is wrong with it
 */
#include "samba.h"
#include "common.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Lines of several processes go into one pipe: below PIPE_BUF each is whole. */
void say(const char *format, ...)
{
	char text[4000];
	int len = snprintf(text, sizeof text, "%lld ", (long long)now_ns());
	va_list args;
	va_start(args, format);
	len += vsnprintf(text + len, sizeof text - (size_t)len - 1, format, args);
	va_end(args);
	if (len > (int)sizeof text - 2)
		len = (int)sizeof text - 2;
	text[len++] = '\n';
	if (write_all(1, text, (size_t)len) < 0)
		_exit(1);
}

/* A process for each controller, so that one that hangs keeps nobody else waiting. */
static void follow(const char *password, int64_t every_ms, char **names, int count)
{
	for (int i = 0; i < count; i++) {
		pid_t pid = fork();
		if (pid < 0)
			die("fork");
		if (pid > 0)
			continue;
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		struct directory d = { .name = names[i], .password = password };
		watch_run(&d, names, count, every_ms);
	}
	/* One that ends takes the rest with it. */
	wait(NULL);
	die("a watch has ended");
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "check"))
		return logon_check(argv[2]);
	int64_t every_ms = argc > 4 ? parse_number(argv[argv[1][0] == 'f' ? 3 : 4], 100, 60000) : -1;
	if (argc >= 5 && !strcmp(argv[1], "follow") && every_ms > 0)
		follow(argv[2], every_ms, argv + 4, argc - 4);
	int64_t timeout_ms = argc > 5 ? parse_number(argv[5], 100, 60000) : -1;
	if ((argc == 6 || argc == 7) && !strcmp(argv[1], "logon") && every_ms > 0 && timeout_ms > 0)
		logon_run(argv[2], argv[3], every_ms, timeout_ms, argv[6]);
	die("usage: halab-samba follow PASSWORD EVERY_MS DC... | logon PRINCIPAL PASSWORD EVERY_MS TIMEOUT_MS [KDC] | check FILE");
}
