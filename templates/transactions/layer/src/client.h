/* halab-transactions: what its parts share. See main.c. */
#ifndef HALAB_CLIENT_H
#define HALAB_CLIENT_H

#include "common.h"
#include "driver.h"

#define MAX_HOSTS 16
#define MAX_CONNECTIONS 64
#define SQL_BYTES 512
#define SETTING_MAX 128

/* Of halab-probe's, and what each means for a write: OK is acknowledged. REFUSED (no connection was to be had), UNREACH (nobody
 * answered), BAD (an error of the server's) and ERROR (no connection was free in time) are not written. TIMEOUT (sent, and
 * no answer) and RESET (sent, and the connection broke) are unknown. */
enum outcome { OK, TIMEOUT, REFUSED, RESET, UNREACH, BAD, ERROR };

struct options {
	const struct driver *driver;
	struct login login;         /* but for its host */
	const char *hosts[MAX_HOSTS];
	unsigned host_count;
	unsigned connections;
	const char *table;
	const char *session;        /* NAME=VALUE, a setting of each session; or NULL */
	int64_t every, timeout;     /* ns; half of the timeout is for a free connection, half for the answer */
	uint64_t below;             /* of read-back: numbers below it only */
};

extern struct options options;

/* Fills in `options` from what follows the command's name; ends the tool when it makes no sense. */
void parse_options(int argc, char **argv);

/* One row, or what is left of it, to a buffer that a slow reader does not hold up. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Sends what is printed, as far as the reader takes it now. */
void flush_output(void);
/* Waits until all of it is gone. */
void end_output(void);

#endif
