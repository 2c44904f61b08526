/* halab-shop [-t] CONF [PIDFILE]: a web shop of one page and one basket, for labs about sessions.
 *   GET /hello             who is it
 *   GET /work              the same, after the configured time
 *   GET /catalogue         a page that any cache may keep for a minute
 *   GET /health            the process lives
 *   GET  PREFIX/basket     what is in the basket; X-Basket: how many
 *   POST PREFIX/basket     item=NAME puts one more into it
 *   GET PREFIX/health      the process lives, and so does what keeps its baskets
 * PREFIX says how the basket is kept: in this process's memory, in a Redis, in a Redis that
 * Sentinel looks after, or in a signed cookie at the customer's. -t only reads CONF.
 * A request with a Halab-Nonce is answered with a Halab-Proof, which vouches for X-Basket, too.
 */
#include "common.h"
#include "config.h"
#include "http.h"
#include "loop.h"
#include "proof.h"
#include "store.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <syslog.h>

static void serve(void)
{
	int64_t visits_at = INT64_MAX, stores_at = INT64_MAX;
	for (;;) {
		take_events(visits_at < stores_at ? visits_at : stores_at);
		stores_at = stores_turn();
		visits_at = visits_turn();
		free_buried();
	}
}

int main(int argc, char **argv)
{
	int test = argc > 1 && !strcmp(argv[1], "-t");
	errno = 0;
	if (argc < 2 + test || argc > 3)
		die("usage: halab-shop [-t] CONF [PIDFILE]");
	signal(SIGPIPE, SIG_IGN);
	open_loop();
	read_config(argv[1 + test]);
	if (test)
		return 0;
	open_shop();
	read_keys(OWN_KEY);
	if (argc == 3)
		go_background(argv[2]);
	openlog("halab-shop", LOG_PID | LOG_NDELAY, LOG_DAEMON);
	serve();
}
