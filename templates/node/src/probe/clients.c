/* Kind clients: http on behalf of many clients, each with an address of its own. Probe k is client
 * k modulo their number. From the wire it is seen who answered each SYN, by the frames' sender: of
 * several nodes with one address, exactly one should. */
#include "probe.h"
#include "tcp.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_RESPONDERS 8
#define RECEIVE_BYTES (1 << 20) /* a stall of the prober must not lose what others answered */

/* The answers to one SYN. Kept for the probe's timeout, for a second answer may come late. */
struct window {
	uint64_t k;
	int64_t until; /* 0: shown */
	uint16_t port; /* the client's, as in the packet */
	int count;
	uint8_t macs[MAX_RESPONDERS][6];
};

static struct window *windows;
static uint64_t shown_k;
static int sock;

static int compare_macs(const void *a, const void *b)
{
	return memcmp(a, b, 6);
}

static void show(struct window *w)
{
	char text[MAX_RESPONDERS * 18 + 1] = "-", *p = text;
	qsort(w->macs, (size_t)w->count, sizeof *w->macs, compare_macs);
	for (int i = 0; i < w->count; i++) {
		const uint8_t *m = w->macs[i];
		p += sprintf(p, "%s%02x:%02x:%02x:%02x:%02x:%02x", i ? "," : "", m[0], m[1], m[2], m[3], m[4], m[5]);
	}
	w->until = 0;
	print("r %llu %s\n", (unsigned long long)w->k, text);
}

/* Of the probes before k: k itself has no window yet. */
static void show_until(int64_t now, uint64_t k)
{
	for (; shown_k < k; shown_k++) {
		struct window *w = &windows[shown_k % slot_count];
		if (w->k != shown_k || !w->until)
			continue;
		if (w->until > now)
			break;
		show(w);
	}
}

/* The probe of this client and port that is still waited for. */
static struct window *find(uint32_t client, uint16_t port)
{
	uint32_t index = ntohl(client) - ntohl(options.first.s_addr);
	if (index >= options.count)
		return NULL;
	for (uint64_t k = shown_k; k < next_k; k++) {
		struct window *w = &windows[k % slot_count];
		if (w->k == k && w->until && k % options.count == index && w->port == port)
			return w;
	}
	return NULL;
}

static void take_answers(void)
{
	uint8_t packet[64];
	struct sockaddr_ll from;
	socklen_t len = sizeof from;
	ssize_t n;
	while ((n = recvfrom(sock, packet, sizeof packet, MSG_TRUNC, (struct sockaddr *)&from, &len)) > 0) {
		size_t header = (size_t)(packet[0] & 15) * 4;
		uint32_t client;
		uint16_t port;
		int i = 0;
		len = sizeof from;
		if (n < (ssize_t)(header + 20) || header + 4 > sizeof packet || from.sll_pkttype == PACKET_OUTGOING)
			continue;
		memcpy(&client, packet + 16, sizeof client);
		memcpy(&port, packet + header + 2, sizeof port);
		struct window *w = find(client, port);
		while (w && i < w->count && memcmp(w->macs[i], from.sll_addr, 6))
			i++;
		if (w && i == w->count && i < MAX_RESPONDERS)
			memcpy(w->macs[w->count++], from.sll_addr, 6);
	}
}

/* Of IP packets (the frame's header is cut off): TCP from the asked address, with SYN and ACK. */
static void attach_filter(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9), /* protocol */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 7),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 12), /* source */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ntohl(options.to.sin_addr.s_addr), 0, 5),
		BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0), /* length of the IP header */
		BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13), /* flags */
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x12, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 64),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	struct sock_fprog program = { .len = sizeof code / sizeof *code, .filter = code };
	if (setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0)
		die("packet filter");
}

/* The port is taken before the SYN goes out, for its answer may be here at once. */
static int open_window(struct slot *s)
{
	struct sockaddr_in own;
	socklen_t len = sizeof own;
	struct window *w = &windows[s->k % slot_count];
	if (w->until)
		show(w);
	if (bind_client(s) < 0 || getsockname(s->fd, (struct sockaddr *)&own, &len) < 0)
		return -1;
	*w = (struct window){ .k = s->k, .until = s->sent + options.timeout, .port = own.sin_port };
	return 0;
}

static void open_clients(void)
{
	static const int bytes = RECEIVE_BYTES;
	if (!options.first.s_addr)
		die("clients needs --sources FIRST-LAST");
	options.count = ntohl(options.last.s_addr) - ntohl(options.first.s_addr) + 1;
	open_http();
	http_hooks.bind = open_window;
	windows = calloc(slot_count, sizeof *windows);
	sock = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (!windows || sock < 0)
		die("packet socket");
	attach_filter();
	setsockopt(sock, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
	struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP) };
	if (bind(sock, (struct sockaddr *)&at, sizeof at) < 0)
		die("packet socket");
	watch_fd(sock, EPOLLIN, &sock);
}

static void clients_event(void *data, uint32_t events, int64_t now)
{
	if (data == &sock)
		take_answers();
	else
		http_event(data, events, now);
}

static void send_client(struct slot *s)
{
	show_until(s->sent, s->k);
	http_send(s);
}

const struct kind clients_kind = { .name = "clients", .timeout = 250 * NS_PER_MS, .open = open_clients,
	.send = send_client, .event = clients_event, .expired = http_expired };
