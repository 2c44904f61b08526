/* halab-watch IP: whether this node owns the IPv4 address, at once and at every change.
 *   state <monotonic ns> <0|1>     lost <monotonic ns> = events were lost, asked again
 */
#include "common.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_OWNERS 64
#define RCVBUF_BYTES (1 << 20)

/* The same address may be there twice: on two interfaces, or with two prefix lengths. */
struct owner {
	unsigned ifindex, prefix;
};

static struct owner owners[MAX_OWNERS];
static int owner_count;
static int shown = -1;

static void set_owner(struct owner o, int present)
{
	int i = 0;
	while (i < owner_count && (owners[i].ifindex != o.ifindex || owners[i].prefix != o.prefix))
		i++;
	if (present && i == owner_count && owner_count < MAX_OWNERS)
		owners[owner_count++] = o;
	if (!present && i < owner_count)
		owners[i] = owners[--owner_count];
}

static void show(int64_t at)
{
	int state = owner_count > 0;
	if (state == shown)
		return;
	shown = state;
	printf("state %lld %d\n", (long long)at, state);
}

static void ask(int fd)
{
	struct {
		struct nlmsghdr header;
		struct ifaddrmsg body;
	} request = {
		.header = { .nlmsg_len = sizeof request, .nlmsg_type = RTM_GETADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
		.body = { .ifa_family = AF_INET },
	};
	owner_count = 0;
	if (send(fd, &request, sizeof request, 0) < 0)
		die("netlink");
}

static void take_address(struct nlmsghdr *header, in_addr_t wanted)
{
	struct ifaddrmsg *body = NLMSG_DATA(header);
	int len = (int)IFA_PAYLOAD(header);
	in_addr_t address = 0;
	if (body->ifa_family != AF_INET)
		return;
	/* IFA_LOCAL is the own address; on point-to-point links IFA_ADDRESS is the peer's. */
	for (struct rtattr *attr = IFA_RTA(body); RTA_OK(attr, len); attr = RTA_NEXT(attr, len))
		if (attr->rta_type == IFA_LOCAL)
			memcpy(&address, RTA_DATA(attr), sizeof address);
	if (address == wanted)
		set_owner((struct owner){ body->ifa_index, body->ifa_prefixlen }, header->nlmsg_type == RTM_NEWADDR);
}

int main(int argc, char **argv)
{
	static char buffer[65536] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct sockaddr_nl at = { .nl_family = AF_NETLINK, .nl_groups = RTMGRP_IPV4_IFADDR };
	struct in_addr wanted;
	int size = RCVBUF_BYTES, dumping = 1;
	if (argc != 2 || inet_pton(AF_INET, argv[1], &wanted) != 1)
		die("usage: halab-watch IP");
	setvbuf(stdout, NULL, _IOLBF, 0);
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
	/* Subscribed before asked, so no change falls between. */
	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0)
		die("netlink");
	ask(fd);
	for (;;) {
		ssize_t got = recv(fd, buffer, sizeof buffer, 0);
		int64_t time = now_ns();
		if (got < 0 && errno == ENOBUFS) {
			printf("lost %lld\n", (long long)time);
			dumping = 1;
			ask(fd);
			continue;
		}
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			die("netlink");
		unsigned len = (unsigned)got;
		for (struct nlmsghdr *h = (struct nlmsghdr *)buffer; NLMSG_OK(h, len); h = NLMSG_NEXT(h, len)) {
			if (h->nlmsg_type == NLMSG_DONE)
				dumping = 0;
			else if (h->nlmsg_type == RTM_NEWADDR || h->nlmsg_type == RTM_DELADDR)
				take_address(h, wanted.s_addr);
			if (!dumping)
				show(time);
		}
	}
}
