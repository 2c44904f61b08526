/* halab-listen: what the two things that are heard share. See main.c. */
#ifndef HALAB_LISTEN_H
#define HALAB_LISTEN_H

#include "common.h"

#include <netinet/in.h>

#define MAX_PORTS 256
#define MAX_ADDRESSES 16
#define MAX_PROTOCOLS 4
#define MAX_PAYLOAD 96
#define UDP_HEADER 8 /* RFC 768 */

struct protocol {
	uint8_t number;
	unsigned key; /* so many first bytes of a payload tell one stream from another */
	/* Of UDP: only to this port, and only where this byte of the message, masked, has this value; 0: of no port. */
	uint16_t port;
	uint8_t at, mask, value;
};

extern in_addr_t addresses[MAX_ADDRESSES];
extern int address_count;
extern struct protocol protocols[MAX_PROTOCOLS];
extern int protocol_count;
extern int64_t every; /* from question to question, ns */

/* A whole ARP frame that passed at a port; `outgoing`: towards the node. */
void take_arp(int port, const uint8_t *frame, int outgoing, int64_t now);
/* What a node sent; `packet` begins with its IP header. */
void take_ip(int port, const uint8_t *packet, size_t len, int64_t now);
/* Tells what has ended by now. */
void end_answers(int port, int64_t now);
void end_streams(int port, int64_t now);

#endif
