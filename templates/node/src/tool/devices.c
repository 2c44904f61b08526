/* halab-tool devices [DEVICE/]NAME=VALUE...: settings of net.ipv4.conf for every device that there is, or for
 * one, by the names of sysctl(8); the last one counts. /proc/sys is read-only in a container, and a device that the engine has moved into it
 * keeps what the host's devices have by default; but who may set up a device may set these (rtnetlink(7)). */
#include "common.h"
#include "tool.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/ip.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* Every setting of all devices, and as many of single ones as a lab may have. An attribute is 8 bytes. */
#define MAX_SETTINGS 256
#define MAX_BYTES (8 * MAX_SETTINGS + 64)

/* All that the kernel lets be written (net/ipv4/devinet.c); mc_forwarding is a routing daemon's. */
static const struct {
	const char *name;
	int number;
} known[] = {
	{ "accept_local", IPV4_DEVCONF_ACCEPT_LOCAL },
	{ "accept_redirects", IPV4_DEVCONF_ACCEPT_REDIRECTS },
	{ "accept_source_route", IPV4_DEVCONF_ACCEPT_SOURCE_ROUTE },
	{ "arp_accept", IPV4_DEVCONF_ARP_ACCEPT },
	{ "arp_announce", IPV4_DEVCONF_ARP_ANNOUNCE },
	{ "arp_evict_nocarrier", IPV4_DEVCONF_ARP_EVICT_NOCARRIER },
	{ "arp_filter", IPV4_DEVCONF_ARPFILTER },
	{ "arp_ignore", IPV4_DEVCONF_ARP_IGNORE },
	{ "arp_notify", IPV4_DEVCONF_ARP_NOTIFY },
	{ "bc_forwarding", IPV4_DEVCONF_BC_FORWARDING },
	{ "bootp_relay", IPV4_DEVCONF_BOOTP_RELAY },
	{ "disable_policy", IPV4_DEVCONF_NOPOLICY },
	{ "disable_xfrm", IPV4_DEVCONF_NOXFRM },
	{ "drop_gratuitous_arp", IPV4_DEVCONF_DROP_GRATUITOUS_ARP },
	{ "drop_unicast_in_l2_multicast", IPV4_DEVCONF_DROP_UNICAST_IN_L2_MULTICAST },
	{ "force_igmp_version", IPV4_DEVCONF_FORCE_IGMP_VERSION },
	{ "forwarding", IPV4_DEVCONF_FORWARDING },
	{ "igmpv2_unsolicited_report_interval", IPV4_DEVCONF_IGMPV2_UNSOLICITED_REPORT_INTERVAL },
	{ "igmpv3_unsolicited_report_interval", IPV4_DEVCONF_IGMPV3_UNSOLICITED_REPORT_INTERVAL },
	{ "ignore_routes_with_linkdown", IPV4_DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN },
	{ "log_martians", IPV4_DEVCONF_LOG_MARTIANS },
	{ "medium_id", IPV4_DEVCONF_MEDIUM_ID },
	{ "promote_secondaries", IPV4_DEVCONF_PROMOTE_SECONDARIES },
	{ "proxy_arp", IPV4_DEVCONF_PROXY_ARP },
	{ "proxy_arp_pvlan", IPV4_DEVCONF_PROXY_ARP_PVLAN },
	{ "route_localnet", IPV4_DEVCONF_ROUTE_LOCALNET },
	{ "rp_filter", IPV4_DEVCONF_RP_FILTER },
	{ "secure_redirects", IPV4_DEVCONF_SECURE_REDIRECTS },
	{ "send_redirects", IPV4_DEVCONF_SEND_REDIRECTS },
	{ "shared_media", IPV4_DEVCONF_SHARED_MEDIA },
	{ "src_valid_mark", IPV4_DEVCONF_SRC_VMARK },
	{ "tag", IPV4_DEVCONF_TAG },
};

struct setting {
	const char *device; /* NULL: every one */
	int number;
	uint32_t value;
};

struct request {
	struct nlmsghdr header;
	struct ifinfomsg body;
	char attributes[MAX_BYTES];
};

static struct setting parse(char *text)
{
	char *sign = strchr(text, '=');
	int64_t value = sign ? parse_number(sign + 1, 0, INT32_MAX) : -1;
	errno = 0;
	if (value < 0)
		die("'%s' is no NAME=VALUE", text);
	*sign = 0;
	char *slash = strchr(text, '/');
	char *name = slash ? slash + 1 : text;
	if (slash)
		*slash = 0;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].name, name))
			return (struct setting){ slash ? text : NULL, known[i].number, (uint32_t)value };
	die("there is no setting '%s'", name);
}

static struct rtattr *begin(struct request *r, unsigned short type)
{
	struct rtattr *attr = (struct rtattr *)((char *)r + NLMSG_ALIGN(r->header.nlmsg_len));
	attr->rta_type = type;
	attr->rta_len = RTA_LENGTH(0);
	r->header.nlmsg_len = NLMSG_ALIGN(r->header.nlmsg_len) + RTA_LENGTH(0);
	return attr;
}

static void end(struct request *r, struct rtattr *attr)
{
	attr->rta_len = (unsigned short)((char *)r + r->header.nlmsg_len - (char *)attr);
}

static void put(struct request *r, struct setting s)
{
	struct rtattr *attr = begin(r, (unsigned short)s.number);
	memcpy(RTA_DATA(attr), &s.value, sizeof s.value);
	r->header.nlmsg_len += sizeof s.value;
	end(r, attr);
}

static void set(int fd, const struct if_nameindex *device, const struct setting *settings, int count)
{
	struct request r = {
		.header = { .nlmsg_len = NLMSG_LENGTH(sizeof r.body), .nlmsg_type = RTM_SETLINK,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK },
		.body = { .ifi_family = AF_UNSPEC, .ifi_index = (int)device->if_index },
	};
	struct rtattr *families = begin(&r, IFLA_AF_SPEC);
	struct rtattr *inet = begin(&r, AF_INET);
	struct rtattr *conf = begin(&r, IFLA_INET_CONF);
	for (int i = 0; i < count; i++)
		if (!settings[i].device || !strcmp(settings[i].device, device->if_name))
			put(&r, settings[i]);
	end(&r, conf);
	end(&r, inet);
	end(&r, families);
	char buffer[4096] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *reply = (struct nlmsghdr *)buffer;
	if (send(fd, &r, r.header.nlmsg_len, 0) < 0)
		die("netlink");
	ssize_t got = recv(fd, buffer, sizeof buffer, 0);
	if (got < 0 || !NLMSG_OK(reply, (unsigned)got) || reply->nlmsg_type != NLMSG_ERROR)
		die("netlink");
	errno = -((struct nlmsgerr *)NLMSG_DATA(reply))->error;
	if (errno)
		die("%s", device->if_name);
}

int set_devices(char **texts, int count)
{
	struct setting settings[MAX_SETTINGS];
	errno = 0;
	if (count > MAX_SETTINGS)
		die("more than %d settings", MAX_SETTINGS);
	for (int i = 0; i < count; i++)
		settings[i] = parse(texts[i]);
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct if_nameindex *devices = fd < 0 ? NULL : if_nameindex();
	if (!devices)
		die("netlink");
	for (const struct if_nameindex *d = devices; d->if_index; d++)
		set(fd, d, settings, count);
	return 0;
}
