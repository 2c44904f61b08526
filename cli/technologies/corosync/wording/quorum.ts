import type { Texts } from "../../../core/kinds/rule.ts";

const status = "halab exec {lab} {node} -- corosync-quorumtool -s";

export const quorumTexts: Texts = {
  "provider-missing": {
    title: "Nobody counts votes, and Pacemaker has nothing to go by",
    because: "The quorum's provider in {file} is {provider}, not corosync_votequorum.",
    see: status,
    hints: [
      "What does corosync-quorumtool say of the provider?",
      "Without `provider` Corosync knows members and no quorum.",
      "Write `provider: corosync_votequorum` into the section quorum of {file}.",
    ],
    why: "Votequorum is a service of Corosync that has to be asked for. Without it each part of a parted cluster may think that it is the one.",
    example: "quorum {\n}",
  },
  "two-node-missing": {
    title: "One of two nodes dies, and the other one stops everything",
    because:
      "{node}'s file has two members with a vote each, a quorum is 2, and two_node is not set.",
    see: status,
    hints: [
      "How many votes are left when one of two nodes is dead, and how many are a quorum?",
      "More than half of 2 is 2. Votequorum has an exception for two nodes, or a third vote (qdevice).",
      "Add `two_node: 1` to the section quorum of {file}, on both nodes.",
    ],
    why: "A quorum is more than half of the votes, and one of two is not. With two_node one is enough, wait_for_all keeps it from starting alone, and fencing decides who may go on.",
    example: "quorum {\n  provider: corosync_votequorum\n}",
  },
  "two-node-of-many": {
    title: "A node that is cut off goes on alone",
    because: "two_node is 1, and the cluster has {count} members.",
    see: status,
    hints: [
      "How many votes does one node alone need, by this file?",
      "two_node makes one vote a quorum wherever at most two members see each other.",
      "Take two_node out of line {line} of {file}.",
    ],
    why: "two_node is for exactly two. With more members a single one that is cut off still has a quorum, and so have the others: both run the same resources.",
    example: "two_node: 1\n# and three nodes in the nodelist",
  },
  "wait-for-all-off": {
    title: "After a power cut each of two nodes may start on its own",
    because: "two_node is 1, and wait_for_all is 0.",
    see: status,
    hints: [
      "What does a node do that boots and does not see the other one?",
      "two_node switches wait_for_all on, so that a start needs both once.",
      "Take wait_for_all out of line {line} of {file}.",
    ],
    why: "With one vote as a quorum, a node that boots beside a cut cable would start everything, and the other one as well. wait_for_all has it wait until both have seen each other.",
    example: "two_node: 1\nwait_for_all: 0",
  },
  "expected-votes-wrong": {
    title: "The quorum is counted of votes that do not exist",
    because:
      "expected_votes is {expected}, so a quorum is {quorum}; the members have {votes} votes, a quorum of which is {right}.",
    see: status,
    hints: [
      "How many votes are there, and how many are expected?",
      "A nodelist says it by itself; expected_votes overrides it.",
      "Take expected_votes out of line {line} of {file}.",
    ],
    why: "Too many expected: the cluster stops though most of it lives. Too few: two parts may both have a quorum.",
    example: "expected_votes: 5\n# and three nodes in the nodelist",
  },
  "quorum-differs": {
    title: "The nodes count votes by different rules: {key}",
    because: "{key} is {own} on {node}, and {other} on the others.",
    see: status,
    hints: [
      "Is the section quorum the same on all nodes?",
      "Each node decides by its own file whether it may go on.",
      "Write the same {key} everywhere: {other}, or {own}.",
    ],
    why: "Votequorum has to come to the same result on every node of a part. With different files one goes on where another one stops.",
    example: "# n1\ntwo_node: 1\n# n2\n# nothing of it",
  },
  "device-excluded": {
    title: "Corosync does not start: a quorum device and {key} exclude each other",
    because: "{key} is set beside a quorum device.",
    see: "halab logs {lab} {node}",
    hints: [
      "Who decides when the cluster is halved: the device, or {key}?",
      "A device has a vote of its own and suffers no other rule beside it.",
      "Take {key} out of line {line} of {file}, or the section device.",
    ],
    why: "Two tie-breakers could decide for two different halves, so Corosync ends with a configuration error.",
    example: "two_node: 1\ndevice {\n  model: net\n}",
  },
  "device-of-nobody": {
    title: "The witness is asked where nobody is",
    because: "The quorum device is at {host}, which is no node of this lab.",
    see: "halab exec {lab} {node} -- corosync-qdevice-tool -s",
    hints: [
      "Who answers at {host}?",
      "host is the name or the address of the node with corosync-qnetd.",
      "Write the witness's address into line {line} of {file}.",
    ],
    why: "Without its witness a device gives no vote, and the cluster has fewer than it counts with: the next loss stops everything.",
    example: "net {\n  host: 10.90.0.99\n}",
  },
  "device-unserved": {
    title: "The quorum device has no vote: {program} does not run on {who}",
    because: "corosync.conf has a quorum device, and on {who}, {said}, {program} does not run.",
    see: "halab exec {lab} {who} -- ps -C {program}",
    hints: [
      "Which programs bring the device's vote to the members?",
      "corosync-qnetd on the witness, corosync-qdevice on each member.",
      "Start {program} on {who}.",
    ],
    why: "The section device only says that there is one more vote. Two daemons fetch it; until both run, that vote is missing in every count.",
    example: "device {\n  model: net\n}\n# and no corosync-qdevice",
  },
  "no-quorum": {
    title: "{node} has no quorum, so nothing runs",
    because: "{node} has {votes} of {expected} votes, and a quorum is {quorum}.",
    see: status,
    hints: [
      "Who is a member now, and who is missing?",
      "More than half of the expected votes is a quorum; a new cluster with wait_for_all needs all of them once.",
      "Bring the missing members back, or mend expected_votes.",
    ],
    why: "Without a quorum another part of the cluster may be at work, so this one stops its resources instead of running them twice.",
    example: "Quorum: 2 Activity blocked",
  },
};
