/* How late what was due was sent: the lateness (sent - due) of the running second. */
#ifndef LATE_H
#define LATE_H

#include <stdint.h>

/* Microseconds, by nearest rank; above 20 ms a quantile is the second's greatest. */
struct late_second {
	unsigned count;
	int64_t p50, p99, max;
};

void late_note(int64_t us);

/* The second that ends now, which is forgotten; `count` is 0 when nothing was due. */
struct late_second late_take(void);

#endif
