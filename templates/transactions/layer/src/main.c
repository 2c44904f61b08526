/* halab-transactions write|read|touch|rival|read-back --driver NAME --to HOST,... [options]: what clients of a replicated database see.
 *
 * write: numbered rows, one a transaction, open loop, over several connections to whichever host takes writes.
 *   t0 <monotonic ns> <interval us>
 *   s <k> <due> <sent> <end> <outcome> <host|SQLSTATE|->   us since t0; see load.h
 *   l <count> <p50> <p99> <max>       lateness (sent - due) of the last second's
 * read: asks each host in turn for the newest row's number. The same rows, and
 *   n <monotonic ns> <k>:<number> ... what read k saw; -1: no row yet
 * touch: tries to write to each host in turn.
 *   w <monotonic ns> <host> <yes|no>  it took writes up to then, or (the first yes) from then on; no: and none after that
 * rival: a transaction on each host changes the same row, and all commit together; then each host is asked whose change is there.
 *   d <monotonic ns> <round> <host>=<ok|SQLSTATE|none>/<host|-> ...   all hosts; none: no answer, or no session in this round
 * read-back: all rows of each host, once.
 *   rows <host> <count> <digest> <first-last,...|->   or: none <host> <why>
 */
#include "client.h"
#include "modes.h"

#include <string.h>

int main(int argc, char **argv)
{
	static const struct { const char *name; void (*run)(void); } modes[] = { { "write", run_write }, { "read", run_read },
		{ "touch", run_touch }, { "rival", run_rival }, { "read-back", run_read_back } };
	for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++) {
		if (strcmp(modes[i].name, argv[1]))
			continue;
		parse_options(argc - 1, argv + 1);
		modes[i].run();
		return 0;
	}
	die("usage: halab-transactions write|read|touch|rival|read-back --driver NAME --to HOST,... [options]");
}
