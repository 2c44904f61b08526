/* halab-tool netns PID...: by which number this network namespace knows that of each process, a line
 * `PID NUMBER` each; -1: by none. It is the number that `ip link` names the other ends of cables by
 * (link-netnsid), so whose cable a port is, is the kernel's word and not the node's. */
#include "common.h"
#include "tool.h"

#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define NO_NUMBER (-1)

static int number_in(struct nlmsghdr *reply)
{
	struct rtgenmsg *body = NLMSG_DATA(reply);
	int len = (int)(reply->nlmsg_len - NLMSG_LENGTH(NLMSG_ALIGN(sizeof *body)));
	struct rtattr *attr = (struct rtattr *)((char *)body + NLMSG_ALIGN(sizeof *body));
	int number = NO_NUMBER;
	for (; RTA_OK(attr, len); attr = RTA_NEXT(attr, len))
		if (attr->rta_type == NETNSA_NSID && RTA_PAYLOAD(attr) == sizeof number)
			memcpy(&number, RTA_DATA(attr), sizeof number);
	return number;
}

/* A process that has gone has no namespace: the kernel says an error, we say -1. */
static int ask(int fd, uint32_t pid)
{
	struct {
		struct nlmsghdr header;
		struct rtgenmsg body;
		char pad[NLMSG_ALIGN(sizeof(struct rtgenmsg)) - sizeof(struct rtgenmsg)];
		struct rtattr attr;
		uint32_t pid;
	} request = {
		.header = { .nlmsg_len = sizeof request, .nlmsg_type = RTM_GETNSID, .nlmsg_flags = NLM_F_REQUEST },
		.attr = { .rta_len = RTA_LENGTH(sizeof pid), .rta_type = NETNSA_PID },
		.pid = pid,
	};
	char buffer[4096] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *reply = (struct nlmsghdr *)buffer;
	if (send(fd, &request, sizeof request, 0) < 0)
		die("netlink");
	ssize_t got = recv(fd, buffer, sizeof buffer, 0);
	if (got < 0)
		die("netlink");
	if (!NLMSG_OK(reply, (unsigned)got) || reply->nlmsg_type != RTM_NEWNSID)
		return NO_NUMBER;
	return number_in(reply);
}

int print_netns(char **pids, int count)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd < 0)
		die("netlink");
	for (int i = 0; i < count; i++) {
		int64_t pid = parse_number(pids[i], 1, INT32_MAX);
		if (pid < 0)
			return 2;
		printf("%s %d\n", pids[i], ask(fd, (uint32_t)pid));
	}
	return 0;
}
