/* Kinds ping and dns: one socket, answers found by the 16 bits of k that a probe carries. */
#include "probe.h"
#include "dns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOA 6
#define RCVBUF_BYTES (1 << 20)

static int sock = -1;
static int raw; /* ping by a raw socket, which shows the IP header and everyone's ICMP */
static uint16_t ping_id;
static uint8_t query[300];
static size_t query_len;

static void open_socket(int type, int protocol)
{
	int one = 1, size = RCVBUF_BYTES;
	sock = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
	if (sock < 0)
		return;
	setsockopt(sock, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
	/* ICMP errors come with the packet that caused them, so the right probe gets them. */
	setsockopt(sock, IPPROTO_IP, IP_RECVERR, &one, sizeof one);
	/* On an unreachable net each send fails and says so. */
	if (connect(sock, (struct sockaddr *)&options.to, sizeof options.to) < 0 && errno != ENETUNREACH && errno != EHOSTUNREACH)
		die("connect");
	watch_fd(sock, EPOLLIN, &sock);
}

static void open_ping(void)
{
	open_socket(SOCK_DGRAM, IPPROTO_ICMP);
	if (sock < 0) {
		raw = 1;
		ping_id = htons((uint16_t)getpid());
		open_socket(SOCK_RAW, IPPROTO_ICMP);
	}
	if (sock < 0)
		die("no ICMP socket");
}

void open_dns(void)
{
	if (!options.name || !options.type)
		die("dns needs --name and --type");
	uint8_t *p = query + DNS_HEADER;
	query[2] = 1; /* RD: asks as a stub does */
	query[5] = 1; /* one question */
	for (const char *label = options.name; *label;) {
		size_t len = strcspn(label, ".");
		if (len == 0 || len > 63 || p + len > query + 250) {
			if (!strcmp(label, "."))
				break;
			die("not a name: %s", options.name);
		}
		*p++ = (uint8_t)len;
		memcpy(p, label, len);
		p += len;
		label += len + (label[len] == '.');
	}
	*p++ = 0;
	*p++ = (uint8_t)(options.type >> 8);
	*p++ = (uint8_t)options.type;
	*p++ = 0;
	*p++ = 1; /* class IN */
	query_len = (size_t)(p - query);
	open_socket(SOCK_DGRAM, 0);
	if (sock < 0)
		die("socket");
}

/* An old probe's ICMP error is returned by the next send: that one is sent again. */
static void transmit(struct slot *s, const void *data, size_t len)
{
	for (int i = 0; i < 3; i++)
		if (send(sock, data, len, 0) >= 0)
			return;
	finish(s, now_ns(), outcome_of(errno), NULL);
}

static uint16_t checksum(const uint16_t *data, size_t words)
{
	uint32_t sum = 0;
	while (words--)
		sum += *data++;
	sum = (sum >> 16) + (sum & 0xffff);
	return (uint16_t)~(sum + (sum >> 16));
}

static void send_ping(struct slot *s)
{
	struct icmphdr echo = { .type = ICMP_ECHO, .un.echo = { .id = ping_id, .sequence = htons((uint16_t)s->k) } };
	echo.checksum = checksum((uint16_t *)&echo, sizeof echo / 2);
	transmit(s, &echo, sizeof echo);
}

void send_query(struct slot *s)
{
	query[0] = (uint8_t)(s->k >> 8);
	query[1] = (uint8_t)s->k;
	transmit(s, query, query_len);
}

/* The 16 bits in a packet of ours, as it was sent. */
static int sequence_of(const uint8_t *data, ssize_t len)
{
	if (options.type)
		return len >= 2 ? data[0] << 8 | data[1] : -1;
	return len >= 8 ? data[6] << 8 | data[7] : -1;
}

static void take_errors(int64_t now)
{
	uint8_t data[512];
	char control[512];
	for (;;) {
		struct iovec iov = { data, sizeof data };
		struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
		ssize_t n = recvmsg(sock, &msg, MSG_ERRQUEUE);
		if (n < 0)
			return;
		int sequence = sequence_of(data, n);
		struct slot *s = sequence >= 0 ? find_by_sequence((uint16_t)sequence) : NULL;
		for (struct cmsghdr *c = CMSG_FIRSTHDR(&msg); s && c; c = CMSG_NXTHDR(&msg, c)) {
			if (c->cmsg_level != IPPROTO_IP || c->cmsg_type != IP_RECVERR)
				continue;
			finish(s, now, outcome_of((int)((struct sock_extended_err *)CMSG_DATA(c))->ee_errno), NULL);
			break;
		}
	}
}

static void ping_event(void *data, uint32_t events, int64_t now)
{
	uint8_t packet[1024];
	ssize_t n;
	(void)data;
	if (events & EPOLLERR)
		take_errors(now);
	while ((n = recv(sock, packet, sizeof packet, 0)) > 0) {
		size_t skip = raw ? (size_t)(packet[0] & 15) * 4 : 0;
		struct icmphdr echo;
		if ((size_t)n < skip + sizeof echo)
			continue;
		memcpy(&echo, packet + skip, sizeof echo);
		if (echo.type != ICMP_ECHOREPLY || (raw && echo.un.echo.id != ping_id))
			continue;
		struct slot *s = find_by_sequence(ntohs(echo.un.echo.sequence));
		if (s)
			finish(s, now, OK, NULL);
	}
}

size_t read_name(const uint8_t *m, size_t len, size_t at, char *text)
{
	size_t end = 0, out = 0;
	for (int jumps = 0; at < len && jumps < 32;) {
		size_t n = m[at];
		if (n >= 0xc0) { /* RFC 1035 4.1.4: a pointer */
			if (at + 1 >= len)
				return 0;
			end = end ? end : at + 2;
			at = (n & 63) << 8 | m[at + 1];
			jumps++;
			continue;
		}
		if (n == 0) {
			text[out] = 0;
			return end ? end : at + 1;
		}
		if (at + 1 + n > len)
			return 0;
		for (size_t i = 0; i < n && out < SERVER_MAX - 1; i++)
			text[out++] = (char)m[at + 1 + i];
		text[out++] = '.';
		if (out > SERVER_MAX - 1)
			out = SERVER_MAX - 1;
		at += 1 + n;
	}
	return 0;
}

static void show_rdata(const uint8_t *m, size_t len, size_t at, uint16_t type, char *text)
{
	size_t size = u16(m + at - 2);
	char name[SERVER_MAX + 1];
	if (type == 1 && size == 4) {
		inet_ntop(AF_INET, m + at, text, SERVER_MAX);
	} else if (type == 28 && size == 16) {
		inet_ntop(AF_INET6, m + at, text, 46);
		text[SERVER_MAX] = 0;
	} else if (type == SOA) {
		size_t p = read_name(m, len, at, name);
		p = p ? read_name(m, len, p, name) : 0;
		if (p && p + 4 <= len)
			sprintf(text, "%u", (unsigned)u16(m + p) << 16 | u16(m + p + 2));
	} else if (type == 16 && size > 1) {
		copy_word(text, (const char *)m + at + 1, m[at] < size ? m[at] : size - 1);
	} else if (type == 2 || type == 5 || type == 12) {
		if (read_name(m, len, at, name))
			copy_word(text, name, strlen(name));
	}
}

/* The rdata of the first answer of the asked type, else of the first; 0 when there is none. */
static int read_answer(const uint8_t *m, size_t len, char *text)
{
	char name[SERVER_MAX + 1];
	size_t at = DNS_HEADER, chosen = 0;
	uint16_t chosen_type = 0;
	for (int i = u16(m + 4); i > 0 && at; i--)
		at = (at = read_name(m, len, at, name)) ? at + 4 : 0;
	for (int i = u16(m + 6); i > 0 && at; i--) {
		at = read_name(m, len, at, name);
		if (!at || at + 10 > len || at + 10 + u16(m + at + 8) > len)
			break;
		uint16_t type = u16(m + at);
		if (!chosen || (type == options.type && chosen_type != options.type)) {
			chosen = at + 10;
			chosen_type = type;
		}
		at += 10 + u16(m + at + 8);
	}
	if (chosen)
		show_rdata(m, len, chosen, chosen_type, text);
	return chosen > 0;
}

void finish_without_answer(struct slot *s, const uint8_t *m, int64_t now)
{
	static const char *const rcodes[] = { "NODATA", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED" };
	unsigned rcode = m[3] & 15;
	finish(s, now, BAD, rcode < 6 ? rcodes[rcode] : "RCODE");
}

void take_answers_of_dns(uint32_t events, int64_t now, answer_reader *read)
{
	uint8_t m[4096];
	ssize_t n;
	if (events & EPOLLERR)
		take_errors(now);
	while ((n = recv(sock, m, sizeof m, 0)) > 0) {
		struct slot *s = n >= DNS_HEADER && (m[2] & 0x80) ? find_by_sequence(u16(m)) : NULL;
		if (s)
			read(s, m, (size_t)n, now);
	}
}

static void read_rdata(struct slot *s, const uint8_t *m, size_t len, int64_t now)
{
	char text[64] = "";
	if ((m[3] & 15) == 0 && read_answer(m, len, text))
		finish(s, now, OK, text);
	else
		finish_without_answer(s, m, now);
}

static void dns_event(void *data, uint32_t events, int64_t now)
{
	(void)data;
	take_answers_of_dns(events, now, read_rdata);
}

const struct kind ping_kind = { .name = "ping", .timeout = 250 * NS_PER_MS, .open = open_ping, .send = send_ping,
	.event = ping_event };
const struct kind dns_kind = { .name = "dns", .timeout = 250 * NS_PER_MS, .open = open_dns, .send = send_query,
	.event = dns_event };
