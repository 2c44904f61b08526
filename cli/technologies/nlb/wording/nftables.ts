/** What the statements of nft(8) do, as distributed balancing uses them. */
import type { Directive } from "../../../core/kinds/rule.ts";

interface Words extends Directive {
  /** What stands in such a line; of a line that has several, the first of this table counts. */
  readonly has: readonly string[];
}

const source = "nft(8)";

export const words: readonly Words[] = [
  {
    name: "jhash",
    has: ["jhash"],
    does: "Computes a number below `mod` from parts of the packet: the same parts and the same seed give the same number on every node. Without a seed the kernel takes one by chance.",
    source,
  },
  {
    name: "symhash",
    has: ["symhash"],
    does: "Computes a number below `mod` from both ends of the connection.",
    source,
  },
  {
    name: "update",
    has: ["update"],
    does: "Puts something of the packet into a set, or renews its timeout there.",
    source,
  },
  {
    name: "arp saddr ether set",
    has: ["saddr ether set"],
    does: "Changes the MAC that an ARP packet gives as the sender's. `arp saddr ip` says for which address, `arp operation` in which packets.",
    source,
  },
  {
    name: "type ... hook ... priority",
    has: ["hook"],
    does: "Makes it a base chain: packets come to it at this hook (prerouting, input, output ...), chains of the same hook in the order of their priority.",
    source,
  },
  {
    name: "ct state",
    has: ["ct state"],
    does: "What connection tracking knows of the packet: new, established, related, invalid.",
    source,
  },
  {
    name: "tcp flags",
    has: ["tcp flags"],
    does: "Which of the flags of TCP are set. `& (syn | ack) != syn` is true for all but first packets.",
    source,
  },
  {
    name: "iifname",
    has: ["iifname", "iif"],
    does: "The interface by which the packet came in; behind @ stands a set of interfaces.",
    source,
  },
  {
    name: "meta mark",
    has: ["meta mark", "mark set"],
    does: "A number that goes with the packet inside of this kernel; behind @ stands a set of such numbers.",
    source,
  },
  {
    name: "meta pkttype",
    has: ["meta pkttype"],
    does: "For whom the frame was: host, broadcast, multicast, other. TCP takes only what is for the host; `set host` makes it so.",
    source,
  },
  {
    name: "timeout",
    has: ["timeout"],
    does: "After how long elements of the set are forgotten, if they are not renewed.",
    unit: "d, h, m, s, ms; a number alone is seconds",
    otherwise: "never",
    source,
  },
  {
    name: "flags",
    has: ["flags"],
    does: "What a set can do: timeout (elements run out), dynamic (rules may add to it), interval, constant.",
    source,
  },
  { name: "size", has: ["size"], does: "How many elements the set holds at most.", source },
  {
    name: "policy",
    has: ["policy"],
    does: "What becomes of packets that no rule of the base chain decided: accept or drop.",
    otherwise: "accept",
    source,
  },
  {
    name: "jump, goto",
    has: ["jump", "goto"],
    does: "Goes on in another chain; from a jump the packet comes back here, from a goto it does not.",
    source,
  },
  {
    name: "type",
    has: ["type"],
    does: "What the elements of the set are: mark, ifname, iface_index, ipv4_addr, inet_service ...",
    source,
  },
  {
    name: "elements",
    has: ["elements"],
    does: "What is in the set from the beginning.",
    source,
  },
  {
    name: "set",
    has: ["set"],
    does: "A named set that rules look into (`@NAME`), and that programs and rules may fill.",
    source,
  },
  {
    name: "delete, flush",
    has: ["delete", "flush", "destroy"],
    does: "Takes away a table, a chain or its rules, so that loading the file again does not add everything twice.",
    source,
  },
  {
    name: "table",
    has: ["table"],
    does: "Holds chains and sets of one family: ip, ip6, inet (both), arp, bridge, netdev.",
    source,
  },
  {
    name: "chain",
    has: ["chain"],
    does: "Holds rules, which a packet passes in their order.",
    source,
  },
  {
    name: "include",
    has: ["include"],
    does: "Reads another file, or all that fit a pattern.",
    source,
  },
  {
    name: "define",
    has: ["define"],
    does: "Gives a value a name; $NAME stands for it from here on.",
    source,
  },
  {
    name: "ip daddr",
    has: ["ip daddr", "ip saddr"],
    does: "The address for which, or from which, the packet is.",
    source,
  },
  {
    name: "udp dport, tcp dport",
    has: ["udp dport", "tcp dport"],
    does: "The port for which the packet is.",
    source,
  },
  { name: "counter", has: ["counter"], does: "Counts packets and bytes that come so far.", source },
  {
    name: "drop",
    has: ["drop"],
    does: "The packet ends here, without a word to its sender.",
    source,
  },
  {
    name: "reject",
    has: ["reject"],
    does: "The packet ends here, and its sender is told.",
    source,
  },
  {
    name: "accept",
    has: ["accept"],
    does: "The packet passes this base chain; later ones may still drop it.",
    source,
  },
];
