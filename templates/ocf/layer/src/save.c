#include "save.h"
#include "common.h"
#include "conf.h"
#include "copies.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct state state;
int saved_fd;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t counted;
static uint64_t made, saved;
static int trouble; /* errno of the last save */
static int64_t trouble_since;
static int ending, changed;

void hold_state(void)
{
	pthread_mutex_lock(&lock);
}

void release_state(void)
{
	pthread_mutex_unlock(&lock);
}

uint64_t note_count(void)
{
	pthread_cond_signal(&counted);
	return ++made;
}

uint64_t saved_counts(void)
{
	hold_state();
	uint64_t count = saved;
	release_state();
	return count;
}

const char *save_trouble(int64_t *since)
{
	hold_state();
	int failed = trouble;
	*since = trouble_since;
	release_state();
	return failed ? strerror(failed) : NULL;
}

/* Own file first; how many keepers took it goes to *taken. 0, or the errno of the file. */
static int save_once(unsigned *taken)
{
	static const uint64_t one = 1;
	size_t len;
	hold_state();
	state.seq++;
	char *text = write_state(&state, &len);
	uint64_t with = made;
	release_state();
	int failed = put_file(conf.state, text, len, conf.in_place ? IN_PLACE : ATOMIC) < 0 ? errno : 0;
	*taken = give_copies(text, len);
	free(text);
	hold_state();
	if (failed && !trouble) {
		trouble_since = now_ns();
		syslog(LOG_ERR, "state not saved in %s: %s", conf.state, strerror(failed));
	}
	if (!failed && trouble)
		syslog(LOG_NOTICE, "state saved again in %s", conf.state);
	trouble = failed;
	if (!failed)
		saved = with;
	release_state();
	if (write(saved_fd, &one, sizeof one) < 0)
		errno = 0; /* it is full of news already */
	return failed;
}

static void wait_for_counts(int64_t until)
{
	struct timespec at = { until / NS_PER_S, until % NS_PER_S };
	hold_state();
	/* In vain so far: it is tried again at its time, with new counts or without. */
	while (!ending && !changed && made == saved && !trouble)
		pthread_cond_wait(&counted, &lock);
	while (!ending && !changed && pthread_cond_timedwait(&counted, &lock, &at) == 0)
		;
	release_state();
}

static void take_changes(void)
{
	hold_state();
	if (changed) {
		read_conf_again();
		syslog(LOG_INFO, "saves as its file says now");
	}
	changed = 0;
	release_state();
}

void save_otherwise(void)
{
	hold_state();
	changed = 1;
	pthread_cond_signal(&counted);
	release_state();
}

static void *saver(void *unused)
{
	(void)unused;
	for (;;) {
		unsigned taken;
		int64_t next = now_ns() + (conf.save || !trouble ? conf.save : NS_PER_S);
		wait_for_counts(next);
		if (ending)
			return NULL;
		take_changes();
		save_once(&taken);
	}
}

static pthread_t thread;

void start_saving(void)
{
	if (pthread_create(&thread, NULL, saver, NULL) != 0)
		die("pthread_create");
}

int save_finally(void)
{
	unsigned taken;
	hold_state();
	ending = 1;
	pthread_cond_signal(&counted);
	release_state();
	pthread_join(thread, NULL);
	return save_once(&taken) == 0 || taken > 0 ? 0 : -1;
}

static void refuse(const char *format, unsigned line)
{
	char text[400];
	snprintf(text, sizeof text, format, conf.state, line);
	syslog(LOG_ERR, "%s", text);
	errno = 0;
	die("error: %s", text);
}

/* 0 where there is none yet. */
static int own_state(struct state *s)
{
	size_t len;
	char *text = read_whole(conf.state, &len);
	if (!text && errno == ENOENT)
		return 0;
	if (!text)
		refuse("%s:%u: cannot be read", 1);
	unsigned line = parse_state(text, len, s);
	if (line)
		refuse("%s:%u: the state is not whole: nobody starts on it", line);
	free(text);
	return 1;
}

void load_state(void)
{
	struct state copy;
	unsigned taken;
	pthread_condattr_t by_monotonic;
	pthread_condattr_init(&by_monotonic);
	pthread_condattr_setclock(&by_monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&counted, &by_monotonic);
	saved_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	char folder[256];
	snprintf(folder, sizeof folder, "%s", conf.state);
	*strrchr(folder, '/') = 0;
	if (*folder)
		mkdir(folder, 0755);
	int own = own_state(&state);
	const char *from = own ? conf.state : "nothing";
	if (newest_copy(&copy) && (!own || is_newer(&copy, &state))) {
		state = copy;
		from = "a copy";
	}
	state.term++;
	syslog(LOG_INFO, "begins with %u counters of %s, term %llu", state.count, from, (unsigned long long)state.term);
	int failed = save_once(&taken);
	if (failed) {
		errno = failed;
		die("error: %s", conf.state);
	}
}
