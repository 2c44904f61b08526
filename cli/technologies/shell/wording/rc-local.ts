/** What the kernel's settings and the commands of a boot script do. */
import type { Directive } from "../../../core/kinds/rule.ts";

const ip = "Linux Documentation/networking/ip-sysctl.rst";
const ipvs = "Linux Documentation/networking/ipvs-sysctl.rst";

/** By the name of sysctl(8); `*` is an interface, or `all`. */
export const settings: readonly Directive[] = [
  {
    name: "net.ipv4.ip_forward",
    does: "1: this host is a router. It hands on packets that are for others, instead of dropping them.",
    otherwise: "0",
    source: ip,
  },
  {
    name: "net.ipv4.conf.*.forwarding",
    does: "1: what comes in on this interface may be handed on to another one. Of `all` it is the same as ip_forward.",
    source: ip,
  },
  {
    name: "net.ipv4.conf.*.arp_ignore",
    does: "Which ARP questions are answered. 0: for every address of this host, on whatever interface. 1: for addresses of the interface that was asked. 2: and only to askers of its network. 8: none. The larger of `all` and the interface's own counts.",
    otherwise: "0",
    source: ip,
  },
  {
    name: "net.ipv4.conf.*.arp_announce",
    does: "Which address an ARP question names as the sender's. 0: that of the packet. 1: one of the asked address's network, if there is one. 2: the best address of the interface itself. The larger of `all` and the interface's own counts.",
    otherwise: "0",
    source: ip,
  },
  {
    name: "net.ipv4.conf.*.rp_filter",
    does: "Whether the sender of a packet must be reachable. 0: no test. 1 (strict): by the interface on which it came in. 2 (loose): by any. The larger of `all` and the interface's own counts.",
    source: `${ip}; RFC 3704`,
  },
  {
    name: "net.ipv4.ip_nonlocal_bind",
    does: "1: a program may bind to an address that this host does not have, as a standby balancer does.",
    otherwise: "0",
    source: ip,
  },
  {
    name: "net.ipv4.tcp_syn_retries",
    does: "How often the first packet of a connection is sent again before the attempt fails.",
    source: ip,
  },
  {
    name: "net.ipv4.vs.sync_threshold",
    does: "Two numbers: the other director is told of a connection at its so many-th packet, and again after each so many. A smaller second number tells a director that has just booted sooner.",
    unit: "packets",
    otherwise: "3 50",
    source: ipvs,
  },
  {
    name: "net.ipv4.vs.sync_refresh_period",
    does: "At most so often is the same connection told of again; 0: by the number of packets alone.",
    unit: "s",
    otherwise: "0",
    source: ipvs,
  },
  {
    name: "net.ipv4.vs.expire_nodest_conn",
    does: "1: a connection to a real server that was taken out ends with its next packet. 0: its packets are dropped, and the client waits.",
    otherwise: "0",
    source: ipvs,
  },
  {
    name: "net.ipv4.vs.expire_quiescent_template",
    does: "1: persistence ends where its real server has weight 0, so its clients get another one.",
    otherwise: "0",
    source: ipvs,
  },
  {
    name: "net.ipv4.vs.conn_reuse_mode",
    does: "What becomes of a new connection whose client port is known from an old one: whether it may get another real server.",
    otherwise: "1",
    source: ipvs,
  },
  {
    name: "net.ipv4.vs.conntrack",
    does: "1: connections of IPVS are known to connection tracking too, so that the packet filter can rewrite them.",
    otherwise: "0",
    source: ipvs,
  },
];

/** By the words that a command begins with. */
export const commands: readonly Directive[] = [
  {
    name: "ip address",
    does: "Gives an interface an address, or takes it away. Without a prefix it is a /32. On lo every address of the prefix is the host's own.",
    source: "ip-address(8)",
  },
  {
    name: "ip link",
    does: "Changes an interface: up, down, its MAC. An interface that is down neither sends nor takes packets.",
    source: "ip-link(8)",
  },
  {
    name: "ip route",
    does: "Says by which way packets leave. `default` is for all that no other route knows; `local` makes addresses the host's own; `unreachable` refuses.",
    source: "ip-route(8)",
  },
  {
    name: "ip multicast",
    does: "Has the card take frames for a multicast MAC as well.",
    source: "ip-maddress(8)",
  },
  {
    name: "sysctl",
    does: "Sets the kernel's settings until the next boot.",
    source: "sysctl(8)",
  },
  { name: "modprobe", does: "Loads a module of the kernel.", source: "modprobe(8)" },
  {
    name: "arptables",
    does: "Filters and changes ARP packets.",
    source: "arptables-nft(8)",
  },
  { name: "nft", does: "Loads rules of the packet filter.", source: "nft(8)" },
  {
    name: "for",
    does: "Does the same for each of some words.",
    source: "POSIX.1-2017, Shell Command Language 2.9.4",
  },
  {
    name: "set",
    does: "Options of the shell; -e: the first command that fails ends the script.",
    source: "POSIX.1-2017, Shell Command Language 2.14",
  },
  {
    name: "exit",
    does: "Ends the script: nothing below is done.",
    source: "POSIX.1-2017, Shell Command Language 2.14",
  },
];
