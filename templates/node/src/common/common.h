/* What every tool needs: the clock, fatal errors, whole writes, numbers from text. */
#ifndef HALAB_COMMON_H
#define HALAB_COMMON_H

#include <stddef.h>
#include <stdint.h>

#define NS_PER_S 1000000000LL
#define NS_PER_MS 1000000LL
#define NS_PER_US 1000LL

/* CLOCK_MONOTONIC in ns: the one clock of all measurements; containers share it. */
int64_t now_ns(void);

/* Prints "<tool>: <text>: <strerror>" (no strerror when errno is 0) and exits with 1. */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Writes all bytes to a blocking descriptor; -1 when it broke. */
int write_all(int fd, const void *data, size_t len);

/* A decimal number within [min, max]; -1 when the text is not one. */
int64_t parse_number(const char *text, int64_t min, int64_t max);

/* Goes on in a child without terminal. The parent leaves once the child's pid is in the file whole, so
 * what both need (a port) must be had before. */
void go_background(const char *pidfile);

/* Arms a timerfd for an absolute monotonic time. */
void timer_at(int fd, int64_t at_ns);

/* Bytes that wait; grows by doubling from BUFFER_STEP, ends the tool when memory is out. */
#define BUFFER_STEP 65536
struct buffer {
	char *data;
	size_t len, size;
};
void buffer_append(struct buffer *b, const void *data, size_t len);
void buffer_drop(struct buffer *b, size_t len); /* from the head */

#endif
