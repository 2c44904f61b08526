/* halab-listen [--arp ADDRESS]... [--ip PROTOCOL:KEY]... [--udp PORT:AT:MASK:VALUE]... [--every-us N] DEVICE...
 * On the switch: what a node's cable says, whatever the node says of itself. Each DEVICE is a port of a bridge; only
 * what comes in from its node is believed. A line at each change, its time that of CLOCK_MONOTONIC in ns, the port by
 * its place in the list:
 *   a <time> <port> <address> answers    it answered ARP for the address, or announced it
 *   a <time> <port> <address> silent     not any more since then: five questions in a row that reached it, and 500 ms
 *   a <time> <port> <address> unasked    since then no question has reached it
 *   p <time> <port> <protocol> <source> <to> <hex>   it sends this payload from now on, instead of what it sent before
 *   q <time> <port> <protocol> <source> <to> <hex>   and has not since then: three of its longest gaps and a second
 * Questions are those of `halab-probe arp` (RFC 5227 2.1.1: sender IP 0.0.0.0). Of a payload 96 bytes count; the first
 * KEY of them, its protocol and its source say which stream it belongs to. A UDP message to PORT whose byte AT has VALUE
 * under MASK stands for itself: a line when it is seen first (p, without its UDP header), and none of its end.
 */
#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define ETHER_TYPE 12
#define IP_PROTOCOL (ETH_HLEN + 9)
#define UDP_PORT (ETH_HLEN + 2) /* behind the IP header */
#define UDP_MESSAGE (ETH_HLEN + UDP_HEADER)
#define ARP_SENDER (ETH_HLEN + 14)
#define ARP_TARGET (ETH_HLEN + 24)
#define ARP_FRAME (ETH_HLEN + 28)
#define SNAP 160
#define TICK_MS 100
#define MAX_FRAMES 64 /* of one port in a row, before the others have their turn */

in_addr_t addresses[MAX_ADDRESSES];
int address_count;
struct protocol protocols[MAX_PROTOCOLS];
int protocol_count;
int64_t every = 100 * NS_PER_MS;

static int sockets[MAX_PORTS];
static int port_count;

/* The kernel's own filter: most frames of a port never wake us. Each test is followed by its RET. */
static struct sock_filter code[8 + 4 * MAX_ADDRESSES + 10 * MAX_PROTOCOLS];
static unsigned short code_len;

static void emit(uint16_t op, uint32_t k, uint8_t jt, uint8_t jf)
{
	code[code_len++] = (struct sock_filter){ op, jt, jf, k };
}

static void take_if(uint32_t value)
{
	emit(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
	emit(BPF_RET | BPF_K, SNAP, 0, 0);
}

/* What is not such a message goes on behind it. */
static void take_message(const struct protocol *p)
{
	int tests[3];
	tests[0] = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, p->number, 0, 0);
	emit(BPF_LDX | BPF_B | BPF_MSH, ETH_HLEN, 0, 0);
	emit(BPF_LD | BPF_H | BPF_IND, UDP_PORT, 0, 0);
	tests[1] = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, p->port, 0, 0);
	emit(BPF_LD | BPF_B | BPF_IND, UDP_MESSAGE + p->at, 0, 0);
	emit(BPF_ALU | BPF_AND | BPF_K, p->mask, 0, 0);
	tests[2] = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, p->value, 0, 1);
	emit(BPF_RET | BPF_K, SNAP, 0, 0);
	for (int i = 0; i < 2; i++)
		code[tests[i]].jf = (uint8_t)(code_len - tests[i] - 1);
}

static void make_filter(void)
{
	emit(BPF_LD | BPF_H | BPF_ABS, ETHER_TYPE, 0, 0);
	int not_arp = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_ARP, 0, 0);
	emit(BPF_LD | BPF_W | BPF_ABS, ARP_SENDER, 0, 0);
	for (int i = 0; i < address_count; i++)
		take_if(ntohl(addresses[i]));
	int not_asked = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 0);
	emit(BPF_LD | BPF_W | BPF_ABS, ARP_TARGET, 0, 0);
	for (int i = 0; i < address_count; i++)
		take_if(ntohl(addresses[i]));
	code[not_asked].jf = (uint8_t)(code_len - not_asked - 1);
	emit(BPF_RET | BPF_K, 0, 0, 0);
	code[not_arp].jf = (uint8_t)(code_len - not_arp - 1);
	int not_ip = code_len;
	emit(BPF_JMP | BPF_JEQ | BPF_K, ETH_P_IP, 0, 0);
	for (int i = 0; i < protocol_count; i++) {
		emit(BPF_LD | BPF_B | BPF_ABS, IP_PROTOCOL, 0, 0);
		if (protocols[i].port)
			take_message(&protocols[i]);
		else
			take_if(protocols[i].number);
	}
	code[not_ip].jf = (uint8_t)(code_len - not_ip - 1);
	emit(BPF_RET | BPF_K, 0, 0, 0);
}

/* -1: there is no such device (any more). It is deaf until it has its filter. */
static int listen_at(const char *device)
{
	struct sock_fprog filter = { code_len, code };
	struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = (int)if_nametoindex(device) };
	if (!at.sll_ifindex)
		return -1;
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) < 0)
		die("%s", device);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) == 0)
		return fd;
	if (errno != ENODEV && errno != ENXIO && errno != ENETDOWN)
		die("%s", device);
	close(fd);
	return -1;
}

static void hear(int port)
{
	uint8_t frame[SNAP];
	for (int count = 0; count < MAX_FRAMES; count++) {
		struct sockaddr_ll from;
		socklen_t size = sizeof from;
		ssize_t n = recvfrom(sockets[port], frame, sizeof frame, 0, (struct sockaddr *)&from, &size);
		/* A device that is down, or gone, says so once; a plug that is put in again is heard again. */
		if (n < 0)
			return;
		int outgoing = from.sll_pkttype == PACKET_OUTGOING;
		int arp = n >= ARP_FRAME && frame[ETHER_TYPE] == ETH_P_ARP >> 8 && frame[ETHER_TYPE + 1] == (ETH_P_ARP & 0xff);
		if (arp)
			take_arp(port, frame, outgoing, now_ns());
		else if (!outgoing && n > ETH_HLEN && frame[ETHER_TYPE] == ETH_P_IP >> 8 && frame[ETHER_TYPE + 1] == 0)
			take_ip(port, frame + ETH_HLEN, (size_t)n - ETH_HLEN, now_ns());
	}
}

static void add_address(const char *text)
{
	struct in_addr address;
	if (address_count == MAX_ADDRESSES || inet_pton(AF_INET, text, &address) != 1)
		die("not an address, or too many: %s", text);
	addresses[address_count++] = address.s_addr;
}

static void add_protocol(const char *text)
{
	unsigned number, key;
	char rest;
	if (protocol_count == MAX_PROTOCOLS || sscanf(text, "%u:%u%c", &number, &key, &rest) != 2 || number > 255 || key > 16)
		die("not PROTOCOL:KEY, or too many: %s", text);
	protocols[protocol_count++] = (struct protocol){ .number = (uint8_t)number, .key = key };
}

static void add_message(const char *text)
{
	unsigned port, at, mask, value;
	char rest;
	if (protocol_count == MAX_PROTOCOLS || sscanf(text, "%u:%u:%u:%u%c", &port, &at, &mask, &value, &rest) != 4 || !port
		|| port > 65535 || at >= MAX_PAYLOAD || mask > 255 || value > 255)
		die("not PORT:AT:MASK:VALUE, or too many: %s", text);
	protocols[protocol_count++] = (struct protocol){
		.number = IPPROTO_UDP, .port = (uint16_t)port, .at = (uint8_t)at, .mask = (uint8_t)mask, .value = (uint8_t)value
	};
}

static void parse(int argc, char **argv)
{
	static const struct option known[] = { { "arp", 1, 0, 'a' }, { "ip", 1, 0, 'i' }, { "udp", 1, 0, 'u' }, { "every-us", 1, 0, 'e' }, { 0, 0, 0, 0 } };
	int c;
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		int64_t us = c == 'e' ? parse_number(optarg, 1, 60 * 1000 * 1000) : 0;
		switch (c) {
		case 'a': add_address(optarg); break;
		case 'i': add_protocol(optarg); break;
		case 'u': add_message(optarg); break;
		case 'e':
			if (us < 0)
				die("not microseconds: %s", optarg);
			every = us * NS_PER_US;
			break;
		default: exit(2);
		}
	}
	port_count = argc - optind;
	if (port_count < 1 || port_count > MAX_PORTS)
		die("usage: halab-listen [--arp ADDRESS]... [--ip PROTOCOL:KEY]... [--udp PORT:AT:MASK:VALUE]... [--every-us N] DEVICE...");
}

int main(int argc, char **argv)
{
	struct itimerspec tick = { { 0, TICK_MS * NS_PER_MS }, { 0, TICK_MS * NS_PER_MS } };
	uint64_t ticks;
	parse(argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	make_filter();
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	struct epoll_event at_tick = { .events = EPOLLIN, .data.u32 = MAX_PORTS };
	if (epoll < 0 || timer < 0 || timerfd_settime(timer, 0, &tick, NULL) < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &at_tick) < 0)
		die("epoll");
	for (int i = 0; i < port_count; i++) {
		struct epoll_event at_frame = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
		sockets[i] = listen_at(argv[optind + i]);
		if (sockets[i] >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, sockets[i], &at_frame) < 0)
			die("epoll");
	}
	for (;;) {
		struct epoll_event events[32];
		int n = epoll_wait(epoll, events, 32, -1);
		for (int i = 0; i < n; i++)
			if (events[i].data.u32 < MAX_PORTS)
				hear((int)events[i].data.u32);
		/* After the frames: what waited at a busy machine is no silence. */
		if (read(timer, &ticks, sizeof ticks) != sizeof ticks)
			continue;
		for (int i = 0; i < port_count; i++) {
			end_answers(i, now_ns());
			end_streams(i, now_ns());
		}
	}
}
