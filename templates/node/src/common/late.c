#include "late.h"

#include <string.h>

/* Buckets of 1 us; the last one holds all that is later. */
#define BUCKETS 20000
static unsigned late[BUCKETS + 1], late_count;
static int64_t late_max;

void late_note(int64_t us)
{
	late[us < 0 ? 0 : us > BUCKETS ? BUCKETS : us]++;
	late_count++;
	if (us > late_max)
		late_max = us;
}

static int64_t quantile(unsigned percent)
{
	unsigned wanted = (late_count * percent + 99) / 100, seen = 0;
	for (int us = 0; us < BUCKETS; us++)
		if ((seen += late[us]) >= wanted)
			return us;
	return late_max;
}

struct late_second late_take(void)
{
	struct late_second second = { late_count, quantile(50), quantile(99), late_max };
	memset(late, 0, sizeof late);
	late_count = 0;
	late_max = 0;
	return second;
}
