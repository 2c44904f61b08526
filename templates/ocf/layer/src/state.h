/* The counters, and how they are written down: `counterd-state 1 TERM SEQ COUNT`, a line `NAME VALUE` each, and a last line
 * `end SUM`, without which it is not whole. Of two states the one of the later start (term) is the newer, then the later saved. */
#ifndef HALAB_OCF_STATE_H
#define HALAB_OCF_STATE_H

#include <stddef.h>
#include <stdint.h>

#define NAME_SIZE 24
#define MAX_COUNTERS 100000

struct counter {
	char name[NAME_SIZE];
	uint32_t value;
};

struct state {
	struct counter *counters;
	uint32_t count, size;
	uint64_t term, seq;
};

/* The counter of that name; a new one, with a name of its own, where there is none. NULL: there are too many. */
struct counter *count_up(struct state *s, const char *name);
const struct counter *find_counter(const struct state *s, const char *name);
int is_newer(const struct state *a, const struct state *b);
/* As text, to be freed. */
char *write_state(const struct state *s, size_t *len);
/* 0; else the line at which it is not whole, from 1. */
unsigned parse_state(const char *text, size_t len, struct state *s);
/* The whole file, to be freed; NULL, with errno, when it cannot be read. */
char *read_whole(const char *path, size_t *len);
/* ATOMIC: beside it, on the disk, and then in its place. IN_PLACE: over it. LOOSE: in its place, and on the disk when the kernel
 * finds time. */
enum put { ATOMIC, IN_PLACE, LOOSE };
/* 0, or -1 with errno. */
int put_file(const char *path, const char *text, size_t len, enum put how);

#endif
