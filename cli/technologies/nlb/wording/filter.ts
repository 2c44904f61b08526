/** What the rules about the packet filter and the common address say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- nft list ruleset";

export const filterTexts: Texts = {
  "seed-differs": {
    title: "Some clients get two answers, others none",
    because: "{node} hashes with seed {value}, {other} with seed {theirs}.",
    see: table,
    hints: [
      "Each node works out a client's bucket alone. What must be the same for all to come to one result?",
      "Compare the line with `jhash` on {node} and on {other}, word by word.",
      "Write the seed {theirs} into line {line} of {node}'s {file}, as on {other}.",
    ],
    why: "The hash of the same address with another seed is another bucket. The nodes then share out different things: some clients belong to two of them, some to none.",
    example: "meta mark set jhash ip saddr mod 24 seed 0x5eed0002",
  },
  "seed-missing": {
    title: "Some clients get two answers, others none, and others after each start",
    because:
      "The hash in line {line} of {node}'s {file} has no seed, so each kernel takes one by chance.",
    see: table,
    hints: [
      "Do two nodes come to the same bucket for the same client?",
      "Without `seed` the kernel chooses one at random when the rule is loaded.",
      "Add `seed NUMBER` to line {line}, the same number on every node.",
    ],
    why: "Nodes that share clients out without asking each other must compute the same. A random seed makes every node's hash another one.",
    example: "meta mark set jhash ip saddr mod 24",
  },
  "buckets-differ": {
    title: "Some clients are answered by nobody",
    because: "The filter of {node} makes {mod} buckets, its daemon shares out {buckets}.",
    see: table,
    hints: [
      "How many buckets can the hash give, and how many does the daemon write into its set?",
      "Compare `mod` behind jhash with `buckets` in nlb.conf.",
      "Make both the same number, in nftables.conf and in nlb.conf of every node.",
    ],
    why: "A bucket that the daemon does not know is in nobody's set. One that the hash never gives belongs to a node for nothing.",
    example: "nlb.conf: buckets 24\nnftables.conf: meta mark set jhash ip saddr mod 32 seed 1",
  },
  "own-mac": {
    title: "Well for a moment, then one node gets every packet of a client",
    because:
      "Nothing changes what {node} says in ARP, so it says that {vip} is at the MAC of its own card.",
    see: "halab exec {lab} client -- arping -b -c 1 -I eth0 {vip}",
    hints: [
      "Which MAC does the client know for {vip}, and who gets the frames that it sends there?",
      "The kernel answers ARP with its card's MAC. An output chain of the arp family can change that.",
      "Add to {file}: `arp saddr ip {vip} arp saddr ether set MAC` in `type filter hook output` of a table of family arp.",
    ],
    why: "All nodes can only choose if all see the packet. For that the common address needs a common MAC that the switch sends to every port. A client that learns a node's own MAC asks that one only, which drops what is not its own.",
    example: "# no table of the family arp",
  },
  "replies-only": {
    title: "All is well, until a node asks for its client's MAC",
    because:
      "{node} changes ARP replies to {mac}, but its own questions for {vip} carry the MAC of its card.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -leni eth0 arp and host {vip}",
    hints: [
      "Which ARP packets of a node speak for {vip}: only replies?",
      "Who is asked learns the asker's MAC as well. Look at the word `operation` in line {line}.",
      "Take `arp operation reply` out of line {line} of {file}: every packet that speaks for {vip} has to be changed.",
    ],
    why: "An ARP question carries the sender's address and MAC, and whoever hears it updates its table. From then on the client sends its frames to that one node.",
    example: "arp operation reply arp saddr ip 10.85.0.100 arp saddr ether set 01:00:5e:00:01:c8",
  },
  "mac-differs": {
    title: "A client's frames do not come to all nodes",
    because: "{node} says in ARP that the common address is at {value}, {other} says {theirs}.",
    see: table,
    hints: [
      "How many MACs does a client remember for one address?",
      "Compare the MAC in line {line} with that of {other}.",
      "Write {theirs} into line {line} of {node}'s {file}.",
    ],
    why: "The client keeps the MAC that it heard last. Nodes that do not take frames for it see nothing of this client.",
    example: "n1: arp saddr ether set 01:00:5e:00:01:c8\nn2: arp saddr ether set 01:00:5e:00:01:c9",
  },
  "mac-not-joined": {
    title: "The node takes frames for the common MAC by luck",
    because: "{node} says in ARP that it is at {mac}, and nothing in its {file} joins that group.",
    see: "halab exec {lab} {node} -- ip maddress show",
    hints: [
      "Which frames does a card hand to the kernel?",
      "A real card filters: it takes frames for its own MAC, and for groups that were joined.",
      "Add `ip maddress add {mac} dev eth0` to {file}.",
    ],
    why: "The virtual cards of a lab hand on every frame. A card with a filter drops frames for groups that nobody joined, and then the node hears nothing.",
    example: "#!/bin/sh\nip address add 10.85.0.100/32 dev eth0",
  },
  "deaf-to-multicast": {
    title: "Requests arrive, and nobody answers",
    because:
      "Frames for {mac} stay marked as multicast on {node}, and TCP takes only what is for this host.",
    see: "halab exec {lab} {node} -- timeout 2 tcpdump -lni eth0 tcp port 80",
    hints: [
      "tcpdump shows the SYN, but no SYN-ACK. Who throws it away, if not the filter?",
      "{mac} is a group's MAC. How does the kernel mark such a packet, and what does TCP do with it?",
      "Add `meta pkttype set host` to the rules of {file} that accept packets for {vip}, those of established connections too.",
    ],
    why: "The kernel marks a frame by its destination: host, broadcast, multicast, otherhost. TCP with a group makes no sense, so TCP ignores all but the first kind, without a word.",
    example: "meta mark @mine accept",
  },
  "takes-everything": {
    title: "Every node answers every client",
    because:
      "{node} accepts first packets for {vip} even if their bucket is not in its set `{set}`.",
    see: table,
    hints: [
      "What does {node} do with a SYN whose bucket is another node's?",
      "Follow such a packet through the chain: which rule drops it?",
      "End the chain in {file} with `drop`, behind the rule that accepts what is in the set.",
    ],
    why: "What no rule drops is accepted by the policy of the chain. All nodes see every packet, so all of them answer, with different sequence numbers: the client is served by luck.",
    example: "meta mark @mine meta pkttype set host accept\nmeta pkttype set host accept",
  },
  "no-affinity": {
    title: "A client goes from server to server",
    because: "The hash of {node} looks at `{keys}`; {port} is another one at every connection.",
    see: table,
    hints: [
      "What of a client stays the same from one connection to the next?",
      "Look at what stands between `jhash` and `mod` in line {line}.",
      "Let the hash look at `ip saddr` alone.",
    ],
    why: "A client's source port changes with every connection. A hash that looks at it spreads connections well, but no client keeps its server, and what a server remembers of it is lost.",
    example: "meta mark set jhash ip saddr . tcp sport mod 24 seed 1",
  },
  "address-missing": {
    title: "A node answers nobody",
    because: "Nothing in {node}'s {file} gives it the common address {vip}.",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "For which addresses does {node} take packets?",
      "A host drops what is for an address that it does not have, whatever the MAC is.",
      "Add `ip address add {vip}/32 dev eth0` to {file}.",
    ],
    why: "A frame that reaches the card still has to be for an address of the node. Without it the kernel drops the packet, or forwards it.",
    example: "#!/bin/sh\nip maddress add 01:00:5e:00:01:c8 dev eth0",
  },
};
