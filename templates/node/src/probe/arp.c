/* Kind arp: who answers for an address, seen from the wire.
 * The question is an ARP probe (RFC 5227 2.1.1: sender IP 0.0.0.0) with a made-up sender MAC,
 * so neither the owners nor the local kernel learn anything from it. */
#include "probe.h"

#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_OWNERS 16

struct frame { /* RFC 826 over Ethernet */
	uint8_t to[6], from[6];
	uint16_t ethertype, hardware, protocol;
	uint8_t hardware_len, protocol_len;
	uint16_t operation;
	uint8_t sender_mac[6], sender_ip[4], target_mac[6], target_ip[4];
} __attribute__((packed));

static int sock;
static struct frame question;
static uint8_t owners[MAX_OWNERS][6];
static int owner_count;

static void take_answers(void)
{
	struct frame f;
	ssize_t n;
	while ((n = recv(sock, &f, sizeof f, MSG_TRUNC)) > 0) {
		int i = 0;
		if (n < (ssize_t)sizeof f || f.operation != htons(ARPOP_REPLY) || memcmp(f.to, question.from, 6)
			|| memcmp(f.sender_ip, question.target_ip, 4))
			continue;
		while (i < owner_count && memcmp(owners[i], f.sender_mac, 6))
			i++;
		if (i == owner_count && owner_count < MAX_OWNERS)
			memcpy(owners[owner_count++], f.sender_mac, 6);
	}
}

static int compare_macs(const void *a, const void *b)
{
	return memcmp(a, b, 6);
}

static void show_owners(struct slot *s)
{
	char text[MAX_OWNERS * 18 + 1] = "-";
	char *p = text;
	take_answers();
	qsort(owners, (size_t)owner_count, sizeof *owners, compare_macs);
	for (int i = 0; i < owner_count; i++) {
		const uint8_t *m = owners[i];
		p += sprintf(p, "%s%02x:%02x:%02x:%02x:%02x:%02x", i ? "," : "", m[0], m[1], m[2], m[3], m[4], m[5]);
	}
	owner_count = 0;
	s->busy = 0;
	print("a %llu %lld %s\n", (unsigned long long)s->k, (long long)((s->due - t0) / NS_PER_US), text);
}

/* A tick ends the collection of the one before. */
static void send_arp(struct slot *s)
{
	struct slot *previous = s->k ? find_by_k(s->k - 1) : NULL;
	if (previous)
		show_owners(previous);
	/* Only the last probe gets so far: no tick follows it. */
	s->deadline = s->sent + 2 * options.every;
	if (send(sock, &question, sizeof question, 0) < 0 && errno != ENETDOWN && errno != ENOBUFS)
		die("%s", options.dev);
}

static void arp_event(void *data, uint32_t events, int64_t now)
{
	(void)data;
	(void)events;
	(void)now;
	take_answers();
}

static void open_arp(void)
{
	struct ifreq ifr = { 0 };
	if (!options.dev || strlen(options.dev) >= sizeof ifr.ifr_name)
		die("arp needs --dev");
	strcpy(ifr.ifr_name, options.dev);
	sock = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (sock < 0 || ioctl(sock, SIOCGIFHWADDR, &ifr) < 0)
		die("%s", options.dev);
	question = (struct frame){ .ethertype = htons(ETH_P_ARP), .hardware = htons(ARPHRD_ETHER),
		.protocol = htons(ETH_P_IP), .hardware_len = 6, .protocol_len = 4, .operation = htons(ARPOP_REQUEST) };
	memset(question.to, 0xff, 6);
	/* Locally administered, unicast, and not the interface's own. */
	memcpy(question.from, ifr.ifr_hwaddr.sa_data, 6);
	question.from[0] = (uint8_t)((question.from[0] ^ 0x40) & ~1) | 2;
	memcpy(question.sender_mac, question.from, 6);
	memcpy(question.target_ip, &options.to.sin_addr, 4);
	if (ioctl(sock, SIOCGIFINDEX, &ifr) < 0)
		die("%s", options.dev);
	struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ARP), .sll_ifindex = ifr.ifr_ifindex };
	/* Answers go to the made-up MAC. */
	struct packet_mreq promiscuous = { .mr_ifindex = ifr.ifr_ifindex, .mr_type = PACKET_MR_PROMISC };
	if (bind(sock, (struct sockaddr *)&at, sizeof at) < 0
		|| setsockopt(sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &promiscuous, sizeof promiscuous) < 0)
		die("%s", options.dev);
	watch_fd(sock, EPOLLIN, &sock);
}

const struct kind arp_kind = { .name = "arp", .timeout = 100 * NS_PER_MS, .open = open_arp, .send = send_arp,
	.event = arp_event, .expired = show_owners };
