import type { Texts } from "../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm configure show";

export const operationTexts: Texts = {
  "monitor-missing": {
    title: "{id} dies, and nobody notices",
    because: "{id} has no `op monitor` with an interval.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "How does Pacemaker learn that {id} has died?",
      "It asks the agent, once at the start, and then only if a monitor says how often.",
      "Add `op monitor interval=10s timeout=20s` to {id}.",
    ],
    why: "Without a recurring monitor, what once started counts as running until its node is gone.",
    example: "primitive web ocf:heartbeat:nginx op start timeout=40s interval=0s",
  },
  "monitor-too-slow": {
    title: "It takes too long until a dead {id} is noticed",
    because: "{id} is looked at every {interval} s, and the lab bears {limit} s.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "How long may {id} be dead until somebody looks?",
      "Up to a whole interval, then it is stopped and started.",
      "Make the interval in line {line} well below {limit} s.",
    ],
    why: "A monitor's interval is the time that a failure may go unseen; stop and start come on top of it.",
    example: "op monitor interval=60s",
  },
  "monitor-interval-twice": {
    title: "One of two monitors of {id} never runs",
    because: "{id} has two monitors with an interval of {interval} s.",
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      "By what does Pacemaker tell two operations of a resource apart?",
      "By name and interval: each role needs an interval of its own.",
      "Give one of them another interval, in line {line}: one second more is enough.",
    ],
    why: "An operation's key is resource, name and interval. Of two equal ones the second is ignored, so one role is not watched at all.",
    example: "op monitor interval=10s role=Promoted op monitor interval=10s role=Unpromoted",
  },
  "timeout-short": {
    title: "{id} may be called dead though it is only slow",
    because: "{operation} of {id} has {seconds} s, and {agent} asks for {least} s.",
    see: "halab exec {lab} {node} -- crm ra info {agent}",
    hints: [
      "How long does {operation} of {id} take on a busy day?",
      "A timeout is a failure; of a stop it is one that only fencing mends.",
      "Make the timeout in line {line} nearer to {least} s.",
    ],
    why: "A long timeout costs nothing while all goes well. A short one turns a busy machine into a failed one, and a stop that was given up blocks the resource or has its node fenced.",
    example: "primitive db ocf:heartbeat:pgsql op stop timeout=5s interval=0s",
  },
  "failures-forever": {
    title: "Failures are never forgotten",
    because:
      "migration-threshold is {threshold}, and no failure-timeout says when a failure is old.",
    see: "halab exec {lab} {node} -- crm_mon -1f",
    hints: [
      "When may a resource go back to a node where it failed {threshold} times?",
      "Never, until somebody cleans up; or after failure-timeout.",
      "Add failure-timeout=, or remember `crm resource cleanup`.",
    ],
    why: "The count goes on for months. One day the last node is used up, and nobody remembers why.",
    example: "rsc_defaults migration-threshold=3",
  },
  "address-outside": {
    title: "{id} has an address that nobody can reach",
    because: "{ip} is in none of the networks of the nodes: {networks}.",
    see: "halab exec {lab} {node} -- ip -4 address",
    hints: [
      "In which networks are the nodes?",
      "The address has to be of one of them, for the others ask for it by ARP.",
      "Write an address of {networks} into line {line}.",
    ],
    why: "An address of another network is set on an interface, and no packet ever comes to it; IPaddr2 does not even find an interface for it.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.91.0.100",
  },
  "address-taken": {
    title: "{id} takes an address that {owner} has",
    because: "{ip} is {owner}'s own address.",
    see: "halab exec {lab} {owner} -- ip -4 address",
    hints: [
      "Who answers for {ip} already?",
      "The cluster's address belongs to no node.",
      "Write a free address into line {line}.",
    ],
    why: "Two machines with one address: caches decide who gets the packets, and the node itself may be cut off from its cluster.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.11",
  },
  "nic-unknown": {
    title: "{id} never starts: there is no interface {nic}",
    because: "{id} wants {nic}, and the nodes have {devices}.",
    see: "halab exec {lab} {node} -- ip -br link",
    hints: [
      "What are the interfaces of the nodes called?",
      "nic may be left out: IPaddr2 finds the one with the address's network.",
      "Write the right interface into line {line}, or leave nic out.",
    ],
    why: "A resource may run on any node, so its interface has to be there on all of them. Without it a start fails, and a failed start bans it from the node.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100 nic=ens33",
  },
  "files-differ": {
    title: "What stands in cluster.crm of {others} counts nowhere",
    because: "{others} has another cluster.crm than {loader}, and {loader} loads it for all.",
    see: shown,
    hints: [
      "Whose cluster.crm is the cluster's configuration?",
      "The node that corosync.conf names first loads its own; the others hear of it.",
      "Write the same cluster.crm on all nodes, or change that of {loader}.",
    ],
    why: "A cluster has one configuration, the CIB. It is made from one file, and what other nodes have in theirs is never read.",
    example: "# n1\nproperty no-quorum-policy=stop\n# n2\nproperty no-quorum-policy=freeze",
  },
};
