import type { Texts } from "../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm configure show";
const scores = "halab exec {lab} {node} -- crm_simulate -sL";
const running = "halab exec {lab} {node} -- crm_mon -1";

export const placementTexts: Texts = {
  "fencing-without-device": {
    title: "Nothing starts, and no error is shown",
    because:
      "stonith-enabled is {said}, and no fencing device exists, so {id} and all others stay stopped.",
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      "What does crm_verify say about STONITH?",
      "With fencing on, Pacemaker starts nothing until it can fence.",
      "Define a primitive of the class stonith, or, in a lab without one, set stonith-enabled=false.",
    ],
    why: "Fencing makes sure that a node which does not answer runs nothing any more. A cluster that promises it and has no means for it would rather do nothing.",
    example:
      "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\n# no property, no stonith resource",
  },
  "fencing-off-shared": {
    title: "Two nodes may write to one disk",
    because:
      "stonith-enabled is false, and {id} ({agent}) is something that two nodes must never use at a time.",
    see: shown,
    hints: [
      "What does a node do with {id} while the others believe that it is dead?",
      "Nobody knows whether a silent node has stopped; only fencing makes it so.",
      "Configure a fencing device, and set stonith-enabled=true.",
    ],
    why: "A frozen node wakes up and goes on writing to a file system that another node has mounted by now. No check finds that in time: it is broken afterwards.",
    example:
      "property stonith-enabled=false\nprimitive data ocf:heartbeat:Filesystem params device=/dev/sdb1 directory=/srv fstype=ext4",
  },
  "fencing-unused": {
    title: "There is a fencing device, and nobody uses it",
    because: "stonith-enabled is false, and {device} is there.",
    see: shown,
    hints: [
      "Who makes sure that a node which does not answer has stopped?",
      "Devices are only used where stonith-enabled is true.",
      "Set stonith-enabled=true in line {line} of {file}.",
    ],
    why: "Without fencing the others take over from a node that may still serve. The device is watched and never asked.",
    example: "property stonith-enabled=false\nprimitive off stonith:fence_halab",
  },
  "fencing-forgets-node": {
    title: "When {forgotten} falls silent, nothing moves",
    because: "The fencing devices are for {named}, and for {forgotten} there is none.",
    see: "halab exec {lab} {node} -- stonith_admin --list {forgotten}",
    hints: [
      "Which device can switch off {forgotten}?",
      "A device fences those of its pcmk_host_list, and nobody else.",
      "Add {forgotten} to the list in line {line} of {file}.",
    ],
    why: "With fencing on, what a silent node ran is started elsewhere only after it was fenced. A node that no device knows stays UNCLEAN, and its resources stay where nobody has them.",
    example: 'primitive off stonith:fence_halab params pcmk_host_list="n1 n2"',
  },
  "quorum-ignored": {
    title: "A parted cluster runs everything twice",
    because: "no-quorum-policy is ignore with {count} nodes, so a part without a quorum goes on.",
    see: running,
    hints: [
      "What does a node do that sees none of the others?",
      "A part without a quorum has to stop what it runs: the other one starts it.",
      "Take no-quorum-policy=ignore out of line {line}; stop is the default.",
    ],
    why: "The policy is for the moment when a node cannot know what the others do. Ignoring that means that each part takes itself for the whole, and with fencing that one alone may switch off all others.",
    example: "property stonith-enabled=false no-quorum-policy=ignore",
  },
  "move-left": {
    title: "{resource} is held by a rule that a move has left behind",
    because:
      "{id} in {file} is what a `move` or `ban` of {resource} made, and it holds on: {host}.",
    see: scores,
    hints: [
      "Who wrote {id}?",
      "A move is a location constraint with INFINITY, and it stays until it is cleared.",
      "Take {id} out of line {line} of {file} (`crm resource clear {resource}`).",
    ],
    why: "Moving by hand is telling Pacemaker where something belongs from now on. Forgotten, it keeps the resource from going anywhere else, or back.",
    example: "location cli-prefer-site site role=Started inf: n1",
  },
  "standby-from-start": {
    title: "{member} runs nothing",
    because: "{member} has {attribute} switched on in {file}.",
    see: running,
    hints: [
      "What does crm_mon say of {member}?",
      "A node in standby is a member and runs no resources.",
      "Take {attribute} out of line {line} of {file} (`crm node online {member}`).",
    ],
    why: "Standby is for maintenance. A cluster of which one node is on standby has one node less for whatever happens.",
    example: "node n2 attributes standby=on",
  },
  "switched-off": {
    title: "Pacemaker keeps its hands off {what}",
    because: "{setting} in line {line} is about {what}.",
    see: running,
    hints: [
      "Is it started, stopped or watched by anybody?",
      "target-role=Stopped stops it; is-managed=false and maintenance leave it as it is.",
      "Take {setting} out of line {line} of {file}.",
    ],
    why: "What is not managed is neither started, nor moved, nor restarted. It is meant for the minutes in which somebody works on it.",
    example: "primitive web ocf:heartbeat:nginx meta target-role=Stopped",
  },
  "allowed-nowhere": {
    title: "{id} may run on no node",
    because: "{id} has no place to run: {why}.",
    see: scores,
    hints: [
      "Which score has {id} on each node?",
      "Without a rule everything may run everywhere, unless symmetric-cluster is false.",
      "Give {id} a location that allows it somewhere, or take away what forbids it.",
    ],
    why: "Scores are added up; a node with minus INFINITY is out, whatever else speaks for it. In an opt-in cluster every node is out to begin with.",
    example: "property symmetric-cluster=false\nprimitive web ocf:heartbeat:nginx",
  },
  "address-apart": {
    title: "The address runs on one node and the service on another",
    because: "Nothing binds {server} to {address}: no group, no colocation.",
    see: running,
    hints: [
      "On which nodes are {address} and {server}?",
      "Pacemaker spreads what it is free to place over the nodes.",
      "Make a group of them (`group site {address} {server}`), or a colocation and an order.",
    ],
    why: "To Pacemaker they are two resources. Where one node has few and another one many, it balances them, and the address is where nobody answers.",
    example:
      "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\nprimitive web ocf:heartbeat:nginx",
  },
  "colocation-missing": {
    title: "{server} waits for {address}, and runs elsewhere",
    because:
      "{id} says which of {address} and {server} starts first, and nothing says that they run on one node.",
    see: running,
    hints: [
      "On which nodes are {address} and {server}?",
      "An order is about when, a colocation about where.",
      "Add `colocation together inf: {server} {address}`, or make a group of them.",
    ],
    why: "An order across nodes is a meaningful thing: first the database, then the web server, wherever they are. So it binds nothing together.",
    example: "order first Mandatory: vip web",
  },
  "order-missing": {
    title: "{server} may start before its address",
    because: "{id} puts {server} and {address} on one node, and nothing says which starts first.",
    see: shown,
    hints: [
      "What does a server do that starts before its address is there?",
      "A colocation is about where, an order about when.",
      "Add `order first Mandatory: {address} {server}`, or make a group of them.",
    ],
    why: "Started at the same time, it is luck who is first. A server that binds the address itself fails without it, and one failed start bans it from the node.",
    example: "colocation together inf: web vip",
  },
  "order-loop": {
    title: "Nothing starts: everybody waits for somebody",
    because: "The orders go in a circle: {way}.",
    see: "halab exec {lab} {node} -- crm_simulate -SL",
    hints: [
      "Which resource of the circle may start first?",
      "Members of a group are ordered as well, as they are listed.",
      "Take one of the orders away, in line {line}.",
    ],
    why: "Each start is only allowed after the one before. In a circle there is no first, so Pacemaker breaks it somewhere, or starts none of them.",
    example: "order one Mandatory: vip web\norder two Mandatory: web vip",
  },
  "clone-pinned": {
    title: "All copies of {clone} run on one node",
    because: "{id} binds {clone} to {other}: copies may only be where {other} is.",
    see: running,
    hints: [
      "Who depends on whom in {id}?",
      "In a colocation the first one follows the second.",
      "Turn it round in line {line}: `colocation {id} inf: {other} {clone}`.",
    ],
    why: "The first resource of a colocation goes where the second one is. Written the wrong way round, a service that was meant to be ready on every node is on one only, and starts anew with each failover.",
    example: "clone webs web\ncolocation together inf: webs vip",
  },
  "group-order": {
    title: "{server} starts before its address",
    because:
      "In the group {group}, {server} stands before {address}, at whose address it listens by its own file.",
    see: shown,
    hints: [
      "In which order do the members of {group} start?",
      "As they are listed, and they stop the other way round.",
      "Put {address} before {server} in line {line}.",
    ],
    why: "A server that listens everywhere may well start first. One that listens at the address itself cannot bind what is not there yet: its start fails, on every node.",
    example: "group site web vip",
  },
  "failback-interrupts": {
    title: "A node that comes back takes its services at once",
    because: "{resource} prefers {host} with {score}, and nothing keeps it where it runs.",
    see: scores,
    hints: [
      "What do users feel when {host} comes back?",
      "A move is a stop and a start; resource-stickiness says how much staying is worth.",
      "Add `rsc_defaults resource-stickiness=` with more than the preference.",
    ],
    why: "Without stickiness the preferred node wins as soon as it is there, and each return is an interruption of its own.",
    example: "location prefer site 50: n1\n# no resource-stickiness",
  },
};
