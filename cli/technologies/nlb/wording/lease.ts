/** What the rules about the lease say: how a node that stands still is kept from serving. */
import type { Texts } from "../../../core/kinds/rule.ts";

const sets = "halab exec {lab} {node} -- nft list sets";

export const leaseTexts: Texts = {
  "no-fencing": {
    title: "A node freezes, and from then on two nodes answer its clients",
    because:
      "Nothing stops {node}'s kernel from answering when its processes stand still, but the others take its clients after {dead}.",
    see: "halab break {lab} freeze {node}",
    hints: [
      "The processes of {node} stand still. Who sends the SYN-ACK?",
      "The kernel may serve only as long as heartbeats leave. Which set could forget the node by itself?",
      "Add a set with a timeout to {file}; a heartbeat that leaves renews it (`update @lease { oifname }`), and `iifname != @lease drop` stands before the rule that accepts.",
    ],
    why: '"I hear nothing from you" does not mean "you do nothing". Before others take over they have to be sure that the silent node serves nobody: it is fenced, here by a lease that runs out.',
    example:
      "meta mark @mine meta pkttype set host accept\n# no rule asks whether heartbeats still leave",
  },
  "long-lease": {
    title: "A node freezes, and for a while two nodes answer its clients",
    because: "The lease of {node} lasts {lease}, but the others take over after {dead}.",
    see: sets,
    hints: [
      "At which moment do the others take over, and until when may a frozen node still answer?",
      "Compare the timeout of the set with `dead` in nlb.conf. Which one has to be shorter?",
      "Make the timeout in line {line} of {file} less than {dead}, but more than a heartbeat.",
    ],
    why: "Both times begin with the last heartbeat. If the lease ends later than the detection, there is a time in which the old owner and the new one answer.",
    example:
      "set lease { type ifname; flags dynamic,timeout; timeout 5s; }\n# nlb.conf: dead 900ms",
  },
  "short-lease": {
    title: "Now and then a first packet is dropped, though all is well",
    because: "The lease of {node} lasts {lease}, but a heartbeat comes only every {heartbeat}.",
    see: sets,
    hints: [
      "What renews the lease, and how often?",
      "Compare the timeout of the set with `heartbeat` in nlb.conf.",
      "Make the timeout in line {line} of {file} longer than some heartbeats, but shorter than `dead`.",
    ],
    why: "A lease that is shorter than the interval of what renews it runs out between two heartbeats. The node drops its own clients then.",
    example:
      "set lease { type ifname; flags dynamic,timeout; timeout 100ms; }\n# nlb.conf: heartbeat 150ms",
  },
  "lease-not-renewed": {
    title: "The node drops every first packet",
    because:
      "{node} renews its lease for packets to port {port}, but its heartbeat goes to port {heartbeat}.",
    see: sets,
    hints: [
      "Is the card in the set of the lease?",
      "Which packets put it there, and which packets does the heartbeat send?",
      "Write `udp dport {heartbeat}` into line {line} of {file}.",
    ],
    why: "The lease shows that heartbeats leave. A rule that waits for other packets never renews it, and a node without a lease serves nobody.",
    example: "udp dport 7002 update @lease { oifname }\n# nlb.conf: to 10.85.0.255:7001",
  },
};
