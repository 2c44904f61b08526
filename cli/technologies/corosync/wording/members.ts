import type { Texts } from "../../../core/kinds/rule.ts";

const check = "halab exec {lab} {node} -- corosync -t";
const list = "halab exec {lab} {node} -- corosync-cmapctl nodelist";

export const memberTexts: Texts = {
  "line-malformed": {
    title: "Corosync does not start: it cannot read its file",
    because: "Line {line} of {file} on {node} is wrong: {why}.",
    see: check,
    hints: [
      "What does Corosync say of line {line}?",
      "A section is `name {`, a key is `name: value`, and `}` stands alone in its line.",
      "Mend line {line} of {file}: one key a line, and a closing brace for each that opens.",
    ],
    why: "corosync.conf has one thing in each line. What stands beside a brace, or a section that is never closed, ends the daemon before it says a word to anybody.",
    example: "quorum {\n  provider: corosync_votequorum }",
  },
  "key-unknown": {
    title: "Corosync passes over {name} without a word",
    because: '"{name}" is nothing that Corosync knows there; "{near}" is.',
    see: "halab exec {lab} {node} -- corosync-cmapctl",
    hints: [
      'What does "{name}" in line {line} do?',
      'Corosync takes any name and uses those that it knows: near it is "{near}".',
      'Write "{near}" in line {line} of {file}.',
    ],
    why: "Corosync keeps what it does not know and says nothing of it. The value that was meant is then the default, and a quorum without its section is none at all.",
    example: "qorum {\n  provider: corosync_votequorum\n}",
  },
  "number-wrong": {
    title: "Corosync does not start: {key} is no number",
    because: "{key} is {value}, and Corosync wants a plain number there.",
    see: check,
    hints: [
      "What does Corosync say of {key}?",
      "Times are milliseconds, without a unit; switches are 0 and 1.",
      "Write a number into line {line} of {file}.",
    ],
    why: "Corosync reads these values as numbers and ends when one is none, so that a time of nobody knows what does not hold.",
    example: "token: 1000 ms",
  },
  "nodeid-twice": {
    title: "Corosync does not start: two members have one number",
    because: "nodeid {id} stands {count} times in {file} of {node}.",
    see: check,
    hints: [
      "By what do members tell each other apart?",
      "Every member has a nodeid of its own, the same in everybody's file.",
      "Give the member of line {line} a nodeid that nobody else has.",
    ],
    why: "Totem's messages, votes and rings name members by their nodeid. With two of one number nobody could say whose vote it was, so Corosync refuses the file.",
    example:
      "node {\n  ring0_addr: 10.90.0.11\n  nodeid: 1\n}\nnode {\n  ring0_addr: 10.90.0.12\n  nodeid: 1\n}",
  },
  "nodeid-missing": {
    title: "Corosync does not start: {member} has no number",
    because: "The member {member} of line {line} has no nodeid, and the transport knet needs one.",
    see: check,
    hints: [
      "Which members have a nodeid?",
      "Only the older transports make one of the address.",
      "Add `nodeid: ` with a number of its own to the member of line {line}.",
    ],
    why: "knet knows members by their number alone, for a member may have several addresses.",
    example: "node {\n  ring0_addr: 10.90.0.11\n  name: n1\n}",
  },
  "address-of-nobody": {
    title: "{member} is never seen by the others",
    because: "{key} of {member} is {address}, an address of no node; its own is {right}.",
    see: list,
    hints: [
      "Who answers at {address}?",
      "Compare the addresses of the nodelist with those of the nodes: `ip -4 address`.",
      "Write {right} into line {line} of {file}.",
    ],
    why: "Members send to the addresses of the nodelist and drop what comes from any other. One wrong address is a member that is never there, and a vote that is missing.",
    example: "node {\n  ring0_addr: 10.90.0.99\n  name: n2\n  nodeid: 2\n}",
  },
  "address-of-another": {
    title: "{member} stands in the list with the address of {other}",
    because: "The member {member} has {address}, and that is {other}'s; {member} has {right}.",
    see: list,
    hints: [
      "Whose address is {address}?",
      "Each member's name and address have to be of the same node.",
      "Write {right} into line {line} of {file}.",
    ],
    why: "A member finds itself by its name and takes the address beside it. With another one's address it listens where nobody sends, and what it sends is refused.",
    example: "node {\n  ring0_addr: 10.90.0.13\n  name: n2\n  nodeid: 2\n}",
  },
  "member-unknown": {
    title: "The cluster has a member that is no host: {name}",
    because: "{name} is none of the nodes that run Corosync: {hosts}.",
    see: "halab exec {lab} {node} -- crm_node -l",
    hints: [
      "What do the nodes call themselves?",
      "Pacemaker takes its nodes' names from here; rules, fencing and commands use them.",
      "Write the host's own name into line {line} of {file}.",
    ],
    why: "The name of the nodelist is what Pacemaker calls a node. One that no host has is a node that never comes, and rules that name the real one find nobody.",
    example: "node {\n  ring0_addr: 10.90.0.12\n  name: node2\n  nodeid: 2\n}",
  },
  "not-listed": {
    title: "{node} is no member of its own cluster",
    because: "In {path} of {node} no member has its name or its address {address}.",
    see: list,
    hints: [
      "Which of the members is {node} itself?",
      "Corosync looks for its host's name, then for its addresses.",
      "Add a `node` with ring0_addr {address} and the name {node} to the nodelist, on all nodes.",
    ],
    why: "A daemon that does not find itself in the list does not know whom it speaks for, and the others refuse what comes from an address that they do not know.",
    example:
      "nodelist {\n  node {\n    ring0_addr: 10.90.0.11\n    name: n1\n    nodeid: 1\n  }\n}",
  },
  "nodelists-differ": {
    title: "The nodes do not agree on who the members are",
    because: "Of {member} one side says {own}, the other one {other}.",
    see: list,
    hints: [
      "Is corosync.conf the same on all nodes?",
      "Compare the nodelist of {node} with the others', member by member.",
      "Take the same nodelist everywhere: of {member} it is {other}.",
    ],
    why: "Each node counts votes and opens links by its own list. With different lists they wait for different members, and some are heard by one side only.",
    example: "# n1\nnodeid: 3\n# n2\nnodeid: 7",
  },
};
