/* halab-nlb: what its parts share. See main.c. */
#ifndef HALAB_NLB_H
#define HALAB_NLB_H

#include "common.h"

#include <netinet/in.h>

/* A bucket for every order of the nodes: with 5 there are 120 orders, with 6 already 720. */
#define NLB_MAX_NODES 5
#define NLB_MAX_BUCKETS 720
#define NLB_MAX_TARGETS 8

struct nlb_config {
	unsigned id, nodes, buckets, quorum;
	int64_t heartbeat, dead; /* ns */
	char set[96]; /* family, table and name of the nftables set */
	struct sockaddr_in to[NLB_MAX_TARGETS];
	unsigned targets;
};

/* Reads the file; 0, or -1 after every mistake was said on stderr as FILE:LINE: TEXT. */
int nlb_read_config(const char *path, struct nlb_config *config);

/* The node that serves a bucket while those of `view` (bit id - 1) are there; 0: nobody. */
unsigned nlb_owner(const struct nlb_config *config, unsigned bucket, uint32_t view);
/* Makes the kernel's set hold the buckets that are `id`'s under `view`; -1 when nft refused. */
int nlb_apply(const struct nlb_config *config, uint32_t view);
/* Writes what is in force, and who is seen, to /run/halab/nlb.state. */
void nlb_write_state(const struct nlb_config *config, uint32_t view, uint32_t applied);

#endif
