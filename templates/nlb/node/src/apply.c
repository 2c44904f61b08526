/* Which buckets are whose, and the kernel's set that says so. */
#include "nlb.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define STATE_FILE "/run/halab/nlb.state"
/* "add element SET { ... }" with up to 720 numbers. */
#define SCRIPT_BYTES 8192

/* Bucket b goes by the b-th order of all nodes (its Lehmer code), and belongs to the first one of
 * that order that is there. All orders are used equally often, so whoever is there has an equal
 * share; and when a node goes, its buckets are spread over the others and no other bucket moves. */
unsigned nlb_owner(const struct nlb_config *config, unsigned bucket, uint32_t view)
{
	unsigned left[NLB_MAX_NODES], count = config->nodes, orders = 1;
	for (unsigned i = 0; i < count; i++) {
		left[i] = i + 1;
		orders *= i + 1;
	}
	unsigned code = bucket % orders;
	for (; count; count--) {
		orders /= count;
		unsigned at = code / orders, id = left[at];
		code %= orders;
		if (view & (1u << (id - 1)))
			return id;
		memmove(left + at, left + at + 1, (count - at - 1) * sizeof *left);
	}
	return 0;
}

/* One transaction: no packet sees the set empty, or half. */
static int script_of(const struct nlb_config *config, uint32_t view, char *script)
{
	int len = snprintf(script, SCRIPT_BYTES, "flush set %s\n", config->set), many = 0;
	for (unsigned bucket = 0; bucket < config->buckets; bucket++) {
		if (nlb_owner(config, bucket, view) != config->id)
			continue;
		if (!many++)
			len += snprintf(script + len, SCRIPT_BYTES - (size_t)len, "add element %s { ", config->set);
		len += snprintf(script + len, SCRIPT_BYTES - (size_t)len, "%s%u", many > 1 ? ", " : "", bucket);
	}
	if (many)
		len += snprintf(script + len, SCRIPT_BYTES - (size_t)len, " }\n");
	return len;
}

int nlb_apply(const struct nlb_config *config, uint32_t view)
{
	char script[SCRIPT_BYTES];
	int len = script_of(config, view, script), pipes[2], status = -1;
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		dup2(pipes[0], STDIN_FILENO);
		execlp("nft", "nft", "-f", "-", (char *)NULL);
		_exit(127);
	}
	close(pipes[0]);
	if (pid > 0)
		write_all(pipes[1], script, (size_t)len);
	close(pipes[1]);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status == 0 ? 0 : -1;
}

static void write_ids(FILE *out, const char *word, uint32_t view)
{
	fputs(word, out);
	for (unsigned id = 1; id <= NLB_MAX_NODES; id++)
		if (view & (1u << (id - 1)))
			fprintf(out, " %u", id);
	fputc('\n', out);
}

void nlb_write_state(const struct nlb_config *config, uint32_t view, uint32_t applied)
{
	FILE *out = fopen(STATE_FILE ".new", "we");
	if (!out)
		return;
	fprintf(out, "id %u\nheartbeat %lld ms\ndead %lld ms\nquorum %u\nnodes %u\nbuckets %u\n", config->id,
		(long long)(config->heartbeat / NS_PER_MS), (long long)(config->dead / NS_PER_MS), config->quorum,
		config->nodes, config->buckets);
	write_ids(out, "sees", view);
	write_ids(out, "shared by", applied);
	fputs("mine", out);
	for (unsigned bucket = 0; bucket < config->buckets; bucket++)
		if (nlb_owner(config, bucket, applied) == config->id)
			fprintf(out, " %u", bucket);
	fputc('\n', out);
	if (fclose(out) == 0)
		rename(STATE_FILE ".new", STATE_FILE);
}
