import type { Texts } from "../../../core/kinds/rule.ts";

const tcpdump = "halab exec {lab} {node} -- tcpdump -lni any -c 5 proto 112";

/** Who sends to whom. */
export const peerTexts: Texts = {
  "peer-missing": {
    title: "{other} never hears {node}, so both are master",
    because: "{node} sends its adverts to {list} only, but {other} is {source}",
    see: tcpdump,
    hints: [
      "Where do {node}'s adverts go, and does anybody live there?",
      "Compare the list unicast_peer of {node} with the addresses of the others.",
      "Write {source} into unicast_peer of {node}.",
    ],
    why: "With unicast each router has a list of those to whom it sends. Who is missing in it hears nothing, takes the master for dead, and becomes master as well.",
    example: "unicast_peer {\n    10.0.0.250\n}",
  },
  "unicast-one-sided": {
    title: "Both directors are master",
    because:
      "{other} sends its adverts to {list} (unicast), but {node} has no unicast_peer and uses multicast",
    see: tcpdump,
    hints: [
      "How do the adverts of each director travel: to a group, or to one address?",
      "Which of the two has a block unicast_peer?",
      "Give both a unicast_peer with the other one's address, or none.",
    ],
    why: 'A router that expects multicast drops unicast adverts, and the other way round ("Expected unicast packet but received multicast"). unicast_src_ip alone does not make it unicast; the list of peers does.',
    example: "unicast_peer { 10.0.0.12 }   # lb1\n# lb2: nothing",
  },
  "unicast-source-not-mine": {
    title: "{node} cannot send from the address that you gave it",
    because: "unicast_src_ip is {source}, but {node} has {own}",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Whose address is {source}?",
      "unicast_src_ip is the address of the node itself, not of its peer, and not the virtual one.",
      "Write {node}'s own address ({own}) into line {line} of {file}.",
    ],
    why: "A node can send from its own addresses only. With a foreign one no advert leaves it, and what it would accept is addressed to somebody else. It comes from copying one director's file to the other.",
    example: "unicast_src_ip 10.0.0.11   # on lb2, which is 10.0.0.12",
  },
  "multicast-group-differs": {
    title: "Both directors are master",
    because: "{node} speaks in the multicast group {group}, {other} in {otherGroup}",
    see: tcpdump,
    hints: [
      "To which address do the adverts of each director go?",
      "Compare vrrp_mcast_group4 (or mcast_dst_ip) of both; 224.0.0.18 is the usual group.",
      "Take the line out on both, or write the same group.",
    ],
    why: "A router joins one group and hears what is sent there. Another group is another conversation.",
    example: "vrrp_mcast_group4 224.0.0.19",
  },
  "vrid-taken": {
    title: "Two virtual routers of one segment have the same number",
    because:
      "{name} on {node} and {otherName} on {other} both are virtual router {vrid} on segment {segment}",
    see: tcpdump,
    hints: [
      "Which adverts with the number {vrid} are on that segment?",
      "A router id is unique in its segment. Who uses {vrid} already?",
      "Give {name} another virtual_router_id, on all nodes that have it.",
    ],
    why: "Routers tell their adverts apart by the router id alone. With the same number twice on a segment they take foreign adverts for their own: they discard them for their addresses, or follow somebody who never had the address.",
    example:
      "vrrp_instance one { virtual_router_id 51 }\nvrrp_instance two { virtual_router_id 51 }",
  },
  "adverts-refused": {
    title: "{node} throws the other director's adverts away",
    because: "keepalived said so {count} times: {said}",
    see: "halab logs {lab} {node}",
    hints: [
      "What is wrong with the adverts, by the words of the log?",
      "Is what runs what stands in the files? A change needs a reload on each director.",
      "Make the files of all directors agree in what the log names, and reload keepalived on all of them.",
    ],
    why: "A director that discards adverts hears nobody, and becomes master. The log says which field of the advert it did not like.",
    example: "(site) expected 1 VIPs but received 2",
  },
};
