/** What the rules about connection synchronisation say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const daemons = "halab exec {lab} {node} -- ipvsadm -l --daemon";

export const syncTexts: Texts = {
  "no-sync": {
    title: "Open connections break when a director dies",
    because: "Nothing in {node}'s {file} starts the synchronisation of connections.",
    see: daemons,
    hints: [
      "What does the other director know of the open connections when it takes over?",
      "The kernel can tell the other director of its connections; one line of global_defs starts it.",
      "Add `lvs_sync_daemon INTERFACE INSTANCE` to global_defs in {file}, on both directors.",
    ],
    why: "The table of connections is all that a director knows, and it dies with it. A director that was told nothing has no entry for the next packet, and the connection is lost.",
    example: "global_defs {\n  router_id d1\n}",
  },
  "sync-differs": {
    title: "Open connections break when a director dies, although both synchronise",
    because: "The synchronisation's {what} is {mine} on {node} and {theirs} on {other}.",
    see: daemons,
    hints: [
      "Does the other director take the messages for its own?",
      "Compare the lines lvs_sync_daemon of both directors: interface and id.",
      "Make both lines alike: the same segment, the same id.",
    ],
    why: "Messages are multicast on one segment and carry a number. A director that listens elsewhere, or for another number, ignores them without a word.",
    example: "d1: lvs_sync_daemon eth1 lvs id 1\nd2: lvs_sync_daemon eth1 lvs id 2",
  },
  "sync-instance-unknown": {
    title: "Open connections break when a director dies, although both synchronise",
    because: "lvs_sync_daemon names the instance {instance}; the instances of {node} are: {known}.",
    see: daemons,
    hints: [
      "How does a director know whether it has to tell or to listen?",
      "The state of a vrrp_instance says so. Does that instance exist?",
      "Name one of the instances ({known}) in line {line} of {file}.",
    ],
    why: "Who is MASTER of that instance sends, who is BACKUP listens. Without the instance keepalived cannot start either.",
    example: "lvs_sync_daemon eth1 VI_1\nvrrp_instance lvs { ... }",
  },
  "seldom-synchronised": {
    title: "Open connections break when the better director comes back",
    because:
      "A connection is told of again only after {period} packets, here up to {needed} s, but {node} takes the address back after about {after} s.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.vs.sync_threshold",
    hints: [
      "A director has just booted. When has it heard of a connection that is old?",
      "Look at the second number of net.ipv4.vs.sync_threshold, and at how many packets a second a connection has here.",
      'Write a smaller second number, `sysctl -w net.ipv4.vs.sync_threshold="3 10"`, into {file} of both directors, or give the better one a preempt_delay.',
    ],
    why: "Connections are told of at their 3rd packet and then at every 50th by default. A director that takes over before that has no entry for most of them.",
    example: 'sysctl -w net.ipv4.vs.sync_threshold="3 50"',
  },
  "hasty-failback": {
    title: "Open connections break when a director comes back",
    because:
      "{node} takes the address back after about {after} s, and to hear of every connection takes it up to {needed} s ({period} packets each).",
    see: "halab exec {lab} {node} -- ipvsadm -Lcn",
    hints: [
      "A director comes back. What does it know of the connections that the other one has?",
      "Must it take the address at once, later, or not at all?",
      "Write nopreempt (or a preempt_delay of more than {needed} s) into the instance in {file}.",
    ],
    why: "A director that has just booted knows no connection. If it takes the address before it was told of all, it breaks those that had outlived its death.",
    example: "vrrp_instance site {\n  state BACKUP\n  priority 150\n  # no nopreempt\n}",
  },
};
