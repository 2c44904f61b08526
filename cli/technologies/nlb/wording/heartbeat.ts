/** What the rules about /etc/nlb.conf say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const inForce = "halab exec {lab} {node} -- halab-svc in-force nlb";

export const heartbeatTexts: Texts = {
  "same-id": {
    title: "Two nodes answer the same clients, and others get no answer at all",
    because: "{node} and {other} both say that they are number {id}.",
    see: inForce,
    hints: [
      "Which buckets does each node take, and how does it know which are its own?",
      "Compare the line `id` of {node} with that of {other}.",
      "Give {node} a number of its own in line {line} of {file}: each from 1 to `nodes`, once.",
    ],
    why: "Each node works out alone whose a bucket is, from the numbers that it hears. Two nodes with one number come to the same buckets, so both answer; and the buckets of the number that is missing are nobody's, or somebody else's.",
    example: "n2: id 2\nn3: id 2",
  },
  "port-differs": {
    title: "A node hears nobody, and nobody hears it",
    because: "{node} says its heartbeat to port {value}, {other} to port {theirs}.",
    see: "halab exec {lab} {node} -- timeout 3 tcpdump -lni any udp port {value} or udp port {theirs}",
    hints: [
      "At which port does each node listen?",
      "Compare the port behind the colon of `to` on {node} and on {other}.",
      "Write the same port in line {line} of {file} as in that of {other}: {theirs}.",
    ],
    why: "A node hears heartbeats at the port to which it says its own. With another port it is alone: it takes all buckets if its quorum lets it, and none otherwise.",
    example: "n1: to 10.85.0.255:7001\nn2: to 10.85.0.255:7002",
  },
  "hears-nobody": {
    title: "Nodes do not hear of each other",
    because: "{node} says its heartbeat to {said}, which does not reach {others}.",
    see: "halab exec {lab} {node} -- timeout 3 tcpdump -lni any udp port {port}",
    hints: [
      "Who has to hear that {node} lives?",
      "`to` is one node (then a line for each of the others), the segment's broadcast address, or a group.",
      "Write the segment's broadcast address into `to` of {file}, or a line for each of {others}.",
    ],
    why: "A node that is not heard is dead for the others: they take its buckets while it still serves them. Loopback addresses never leave the node.",
    example: "to 127.0.0.1:7001",
  },
  "no-quorum": {
    title: "When a node is cut off, two nodes answer each client",
    because:
      "quorum {quorum} lets a part of the {nodes} nodes go on that is no more than half of them.",
    see: inForce,
    hints: [
      "A node hears nobody any more. Are the others dead, or is it cut off? What may it do?",
      "How many of {nodes} nodes can only one part of a divided cluster have?",
      "Set quorum in {file} to more than half of {nodes}.",
    ],
    why: "Nodes that live, but do not hear each other, each take the buckets of those who are missing. Only a part with more than half of the nodes can be sure that no other part does the same.",
    example: "quorum 1",
  },
  "quorum-too-large": {
    title: "One node dies, and nobody is served any more",
    because: "quorum {quorum} of {nodes} nodes is not reached when one of them is gone.",
    see: inForce,
    hints: [
      "How many nodes are left when one of {nodes} dies?",
      "The quorum is the least number with which a node still serves.",
      "Set quorum in {file} to more than half of {nodes}, but less than {nodes}.",
    ],
    why: "A quorum of all nodes makes every node a single point of failure. More than half is enough to be sure of being the only part that serves.",
    example: "quorum 3",
  },
  "slow-heartbeat": {
    title: "A dead node's clients wait longer than users bear",
    because:
      "With heartbeat {heartbeat} and dead {dead} it takes longer than the {limit} that users bear here.",
    see: inForce,
    hints: [
      "How long does nobody serve the clients of a dead node? Which two numbers say so?",
      "From the last heartbeat until the others take over it is `dead`. Compare it with {limit}.",
      "Make `dead` in {file} clearly less than {limit}, and `heartbeat` a fifth of it or so.",
    ],
    why: "Nothing notices a silent node but its missing heartbeats. `dead` says after how long of silence the others take its clients, so it is the outage of these clients.",
    example: "heartbeat 2s\ndead 14s",
  },
  refused: {
    title: "halab-nlb does not start, and nobody has any bucket",
    because: "The daemon refuses {node}'s {file}: {why}.",
    see: "halab exec {lab} {node} -- halab-svc check nlb",
    hints: [
      "Does the daemon run at all?",
      "Let it check the file; it says the line and what is wrong: {why}.",
      "Mend that line of {file}, then restart the service nlb.",
    ],
    why: "halab-nlb starts with a file that it understands completely, or not at all. Without it the set of buckets stays empty, and the node serves nobody.",
    example: "dead 100ms\nheartbeat 150ms",
  },
  "set-missing": {
    title: "The heartbeat's daemon does not start",
    because: "{node}'s nlb.conf names the set `{set}`, which its packet filter does not have.",
    see: "halab exec {lab} {node} -- nft list sets",
    hints: [
      "Where does the daemon write its buckets to?",
      "Compare `set` in {file} (family, table, name) with the tables and sets of nftables.conf.",
      "Give both the same three words, `{set}` for example.",
    ],
    why: "The daemon writes its buckets into a set of the packet filter, and the filter looks them up. Without the set there is no way from one to the other, so the daemon refuses to begin.",
    example: "set ip nlb mine\ntable ip nlb { set buckets { type mark; } }",
  },
};
