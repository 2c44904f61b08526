/* halab-pacemaker: a node's power switch, for its fence agent (fence_halab) and for who runs the lab. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "fence.h"

static int usage(void)
{
	fprintf(stderr, "usage: halab-pacemaker fence-serve | fence-ask TIMEOUT_MS ACTION [PLUG] | fence-answer NUMBER CODE TEXT\n");
	return 64;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "fence-serve"))
		return fence_serve();
	if ((argc == 4 || argc == 5) && !strcmp(argv[1], "fence-ask")) {
		int64_t timeout_ms = parse_number(argv[2], 1, 600000);
		return timeout_ms < 0 ? usage() : fence_ask(argv[3], argc == 5 ? argv[4] : "-", (int)timeout_ms);
	}
	if (argc == 5 && !strcmp(argv[1], "fence-answer"))
		return fence_answer(argv[2], argv[3], argv[4]);
	return usage();
}
