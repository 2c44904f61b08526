/* Logons by Kerberos, in open loop: each is due at its time, whatever has become of those before it. */
#include "samba.h"
#include "common.h"

#include <fcntl.h>
#include <krb5.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* So many may be under way. */
#define MANY 64

struct attempt {
	pid_t pid;
	int64_t number, due;
	int said; /* what it says, when it fails */
};

/* The whole of a logon, in a process of its own: the library waits as long as it likes. */
static void get_ticket(const char *name, const char *password, int said)
{
	krb5_context context;
	krb5_principal principal = NULL;
	krb5_creds creds;
	krb5_get_init_creds_opt *how = NULL;
	krb5_error_code error = krb5_init_context(&context);
	if (error) {
		dprintf(said, "krb5.conf: error %d", error);
		_exit(1);
	}
	error = krb5_parse_name(context, name, &principal);
	if (!error)
		error = krb5_get_init_creds_opt_alloc(context, &how);
	if (!error)
		error = krb5_get_init_creds_password(context, &creds, principal, password, NULL, NULL, 0, NULL, how);
	if (error)
		dprintf(said, "%s", krb5_get_error_message(context, error));
	_exit(error != 0);
}

int logon_check(const char *file)
{
	krb5_context context;
	setenv("KRB5_CONFIG", file, 1);
	krb5_error_code error = krb5_init_context(&context);
	if (!error)
		return 0;
	fprintf(stderr, "error: %s:1: %s\n", file, krb5_get_error_message(NULL, error));
	return 1;
}

static void begin(struct attempt *a, const char *name, const char *password)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		die("pipe");
	a->pid = fork();
	if (a->pid < 0)
		die("fork");
	if (a->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		get_ticket(name, password, ends[1]);
	}
	close(ends[1]);
	a->said = ends[0];
}

static void end(struct attempt *a, const char *outcome)
{
	char why[200] = "";
	ssize_t len = read(a->said, why, sizeof why - 1);
	why[len > 0 ? len : 0] = 0;
	close(a->said);
	say("logon %lld due=%lld %s %s", (long long)a->number, (long long)a->due, outcome, why);
	a->pid = 0;
}

static void settle(struct attempt *all, int64_t timeout_ns)
{
	for (struct attempt *a = all; a < all + MANY; a++) {
		int status;
		if (!a->pid)
			continue;
		if (waitpid(a->pid, &status, WNOHANG) == a->pid) {
			end(a, WIFEXITED(status) && !WEXITSTATUS(status) ? "ok" : "failed");
		} else if (now_ns() - a->due > timeout_ns) {
			kill(a->pid, SIGKILL);
			waitpid(a->pid, &status, 0);
			end(a, "timeout");
		}
	}
}

/* Of one controller alone: a configuration of its own, beside the client's. */
static void use_only(const char *kdc, const char *realm)
{
	static char path[] = "/tmp/halab-krb5.XXXXXX";
	int fd = mkstemp(path);
	if (fd < 0)
		die("%s", path);
	dprintf(fd, "[libdefaults]\ndefault_realm = %s\ndns_lookup_kdc = false\n[realms]\n%s = {\nkdc = %s\n}\n", realm, realm, kdc);
	close(fd);
	setenv("KRB5_CONFIG", path, 1);
}

void logon_run(const char *principal, const char *password, int64_t every_ms, int64_t timeout_ms, const char *kdc)
{
	static struct attempt all[MANY];
	const char *realm = strchr(principal, '@');
	if (kdc)
		use_only(kdc, realm ? realm + 1 : "");
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (timer < 0)
		die("timerfd");
	int64_t first = now_ns(), tick = NS_PER_S / 100;
	for (int64_t now = first, number = 0;; now = now_ns()) {
		while (first + number * every_ms * NS_PER_MS <= now) {
			struct attempt *a = all;
			while (a < all + MANY && a->pid)
				a++;
			if (a == all + MANY)
				die("%d logons are under way", MANY);
			*a = (struct attempt){ .number = number, .due = first + number * every_ms * NS_PER_MS };
			begin(a, principal, password);
			number++;
		}
		settle(all, timeout_ms * NS_PER_MS);
		uint64_t fired;
		timer_at(timer, now_ns() + tick);
		if (read(timer, &fired, sizeof fired) < 0)
			die("timerfd");
	}
}
