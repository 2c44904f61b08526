/* halab-cpg: a member of one of Corosync's closed process groups (cpg(3)), and whoever follows its log. */
#ifndef HALAB_CPG_H
#define HALAB_CPG_H

#include <corosync/cpg.h>
#include <stdint.h>

#define CPG_MAX_RATE 200

struct config {
	struct cpg_name group;
	unsigned rate;      /* messages a second */
	int minority_stops; /* nothing is sent without a quorum */
	int applies_sent;   /* a message of one's own counts once it is sent, not once the group delivers it */
};

/* Reads FILE; says on stderr what is wrong with it. -1: something is. */
int config_read(const char *file, struct config *config);

/* The log: what was delivered, a line each, "NS WORD ...". Two files of LOG_BYTES at most, PATH and PATH.1. */
#define LOG_PATH "/var/log/cpg/log"
#define LOG_BYTES (2 << 20)
void log_open(void);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Hands on what was written since, in one go. */
void log_flush(void);
/* Repeats in each new file what whoever begins to read there must know. */
void log_on_turn(void (*repeat)(void));

/* A member until SIGTERM; anew whenever Corosync is. */
void member_run(const struct config *config, int signals);

/* Follows the log for ever: its state, then what comes, messages in batches. */
void follow_run(void);

#endif
