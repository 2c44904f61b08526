import type { Texts } from "../../../core/kinds/rule.ts";

const agent = "halab exec {lab} {node} -- crm ra info {agent}";

export const nameTexts: Texts = {
  "option-unknown": {
    title: "Pacemaker passes over {name} without a word",
    because: '"{name}" is no {what} that Pacemaker knows; "{near}" is one.',
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      'What does "{name}" in line {line} do?',
      'Pacemaker keeps any name and uses those that it knows: near it is "{near}".',
      'Write "{near}" in line {line} of {file}.',
    ],
    why: "An option that nobody knows is kept in the CIB and does nothing. What was meant then has its default.",
    example: "property no-quorum-polcy=stop",
  },
  "agent-unknown": {
    title: "{id} never starts: there is no such resource agent",
    because: "{id} wants {agent}, which no node has; there is {near}.",
    see: "halab exec {lab} {node} -- crm ra list ocf",
    hints: [
      "Which agents does a node have?",
      "An agent is a script, ocf:PROVIDER:NAME, below /usr/lib/ocf/resource.d.",
      "Write the right one into line {line} of {file}: {near}.",
    ],
    why: "Pacemaker itself starts nothing: agents do. Without one the probe already fails with `not installed`, and the resource runs nowhere.",
    example: "primitive web ocf:heartbeat:ngnix",
  },
  "parameter-unknown": {
    title: "{id}: its agent does not know {name}",
    because: "{agent} has no parameter {name}; it knows {known}.",
    see: agent,
    hints: [
      "Which parameters does the agent take?",
      "`crm ra info {agent}` lists them all.",
      "Write the right name into line {line} of {file}: {known}.",
    ],
    why: "Parameters are environment variables for a script. One that it does not know is never looked at, and what was meant has its default or is missing.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100 cidr=24",
  },
  "parameter-missing": {
    title: "{id} never starts: {name} is missing",
    because: "{agent} needs the parameter {name}, and {id} does not give it.",
    see: agent,
    hints: [
      "Which parameters does the agent require?",
      "`crm ra info {agent}` marks them with a star.",
      "Add {name}= to the params of {id} in line {line}.",
    ],
    why: "Without what it needs the agent answers `not configured`, a hard error: Pacemaker tries no other node.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params nic=eth0",
  },
  "resource-unknown": {
    title: "The cluster stays empty: {by} names a resource that is not there",
    because: "{by} names {id}, and no statement defines it; there is {near}.",
    see: "halab exec {lab} {node} -- halab-svc check pacemaker",
    hints: [
      "Which resources are there?",
      "Groups, clones and constraints name resources by their ids, and those of groups and clones are ids as well.",
      "Write the right name into line {line} of {file}: {near}.",
    ],
    why: "crm does not load a constraint about nobody: it could be what keeps two services apart. So nothing of the file is loaded.",
    example: "primitive vip ocf:heartbeat:Dummy\nlocation prefer vipp 100: n1",
  },
  "node-unknown": {
    title: "A rule about {name} is about nobody",
    because: "{name} is no node of this cluster: it has {hosts}.",
    see: "halab exec {lab} {node} -- crm_node -l",
    hints: [
      "What are the cluster's nodes called?",
      "Their names are those of the nodelist in corosync.conf.",
      "Write the node's name into line {line} of {file}.",
    ],
    why: "A node that is not there may join later, so nobody refuses the rule. It holds for a node that never comes.",
    example: "location prefer site 100: node1",
  },
  "member-twice": {
    title: "The cluster stays empty: {id} is in two places",
    because: "{id} is a member of {one} and of {other}.",
    see: "halab exec {lab} {node} -- halab-svc check pacemaker",
    hints: [
      "In how many groups and clones is {id}?",
      "A resource has one parent at the most.",
      "Take it out of one of them, or bind the two with constraints.",
    ],
    why: "A group decides where its members run and in which order. Two of them could decide differently, so crm refuses it.",
    example: "group one vip web\ngroup two vip mail",
  },
};
