/* Who answers ARP for an address, by the port: link-layer addresses may be shared or forged, cables not. */
#include "listen.h"

#include <arpa/inet.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

/* So many questions in a row without an answer, each of them until the next one, and no shorter than this. */
#define UNANSWERED 5
#define SILENT_NS (500 * NS_PER_MS)

struct arp { /* RFC 826 over Ethernet */
	uint8_t to[6], from[6];
	uint16_t ethertype, hardware, protocol;
	uint8_t hardware_len, protocol_len;
	uint16_t operation;
	uint8_t sender_mac[6];
	in_addr_t sender_ip;
	uint8_t target_mac[6];
	in_addr_t target_ip;
} __attribute__((packed));

enum state { UNASKED, ANSWERS, SILENT };
static const char *const names[] = { "unasked", "answers", "silent" };

static struct heard {
	enum state state;
	unsigned unanswered; /* questions since the last answer */
	int64_t first_unanswered, last_question, last_answer;
} heard[MAX_PORTS][MAX_ADDRESSES];

static void turn(int port, int i, enum state state, int64_t at)
{
	char address[INET_ADDRSTRLEN];
	if (heard[port][i].state == state)
		return;
	heard[port][i].state = state;
	inet_ntop(AF_INET, &addresses[i], address, sizeof address);
	printf("a %lld %d %s %s\n", (long long)at, port, address, names[state]);
}

static void take_question(int port, int i, int64_t now)
{
	struct heard *h = &heard[port][i];
	if (!h->unanswered++)
		h->first_unanswered = now;
	h->last_question = now;
	if (h->unanswered > UNANSWERED && now - h->first_unanswered >= SILENT_NS)
		turn(port, i, SILENT, h->first_unanswered);
}

static void take_answer(int port, int i, int64_t now)
{
	heard[port][i].unanswered = 0;
	heard[port][i].last_answer = now;
	turn(port, i, ANSWERS, now);
}

void take_arp(int port, const uint8_t *frame, int outgoing, int64_t now)
{
	struct arp arp;
	memcpy(&arp, frame, sizeof arp);
	int reply = arp.operation == htons(ARPOP_REPLY), request = arp.operation == htons(ARPOP_REQUEST);
	for (int i = 0; i < address_count; i++) {
		int told = arp.sender_ip == addresses[i], asked = arp.target_ip == addresses[i];
		if (outgoing && request && asked && !arp.sender_ip)
			take_question(port, i, now);
		else if (!outgoing && told && (reply || (request && asked)))
			take_answer(port, i, now);
	}
}

void end_answers(int port, int64_t now)
{
	int64_t quiet = 5 * every > SILENT_NS ? 5 * every : SILENT_NS;
	for (int i = 0; i < address_count; i++) {
		struct heard *h = &heard[port][i];
		if (h->state == UNASKED || now - h->last_question <= quiet || now - h->last_answer <= quiet)
			continue;
		h->unanswered = 0;
		turn(port, i, UNASKED, h->state == ANSWERS ? h->last_answer : h->last_question);
	}
}
