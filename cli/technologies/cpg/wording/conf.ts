/** What the rules about /etc/cpg.conf say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const inForce = "halab exec {lab} {node} -- halab-svc in-force cpg";

export const confTexts: Texts = {
  refused: {
    title: "halab-cpg does not start, and its node is in no group",
    because: "{node}'s {file}: {why}.",
    see: "halab exec {lab} {node} -- halab-svc check cpg",
    hints: [
      "Does the program take its file?",
      "There are four words, `group`, `rate`, `minority` and `apply`, one a line, each with a value.",
      "Mend {file}: {why}.",
    ],
    why: "halab-cpg starts with a file that it understands completely, or not at all. A node whose program does not run is a member of Corosync's ring, but not of the group.",
    example: "rate fast",
  },
  "groups-differ": {
    title: "Nodes send to different groups, and do not hear each other",
    because: "{node} joins the group {value}, {other} joins {theirs}.",
    see: inForce,
    hints: [
      "Corosync sees all nodes. By what does it know which programs belong together?",
      "Compare the line `group` of {node} with that of {other}.",
      "Write `group {theirs}` into {file} of {node}.",
    ],
    why: "Corosync keeps a membership of its own for each name of a group. A program with another name joins without a word of complaint, and is alone in it.",
    example: "n1: group orders\nn3: group order",
  },
  "applies-sent": {
    title: "The nodes have the same messages in different orders",
    because:
      "{node} takes its own messages as it sends them (`apply sent`), before the group has put them in order.",
    see: "halab exec {lab} {node} -- tail -n 40 /var/log/cpg/log",
    hints: [
      "When does a sender know which place its message has among those of the others?",
      "A message has its place once it is delivered; its sender is delivered it like everybody else.",
      "Write `apply delivered` into line {line} of {file}.",
    ],
    why: "Total order is an order of deliveries. Who takes his own message at once has it before those that were sent earlier and are still under way, and nobody else has.",
    example: "apply sent",
  },
  "minority-sends": {
    title: "A node that was cut off goes on by itself",
    because: "{node} goes on sending without a quorum: its {file} does not say `minority stops`.",
    see: inForce,
    hints: [
      "A node is alone in its view. What does it know of the others: are they dead, or do they go on without it?",
      "Only one of the parts may go on, and each has to know by itself whether it is that one.",
      "Write `minority stops` into {file}.",
    ],
    why: "Corosync lets every part of a cut cluster go on as a group (extended virtual synchrony). Where two parts must not take two decisions, the one without a majority has to stop.",
    example: "group orders\nrate 40",
  },
  "no-quorum-asked": {
    title: "A node that was cut off goes on by itself, though it was told to stop",
    because: "{node} stops without a quorum, but its {file} has nobody who counts votes.",
    see: "halab exec {lab} {node} -- corosync-quorumtool -s",
    hints: [
      "Who tells the program that there is no quorum?",
      "corosync.conf has a section for it; without one there is no quorum that could be lost.",
      "Add `quorum { provider: corosync_votequorum }` to {file}, on three lines.",
    ],
    why: "Without a provider Corosync has no quorum service, and whoever asks it is told that all is well, in the smallest part too.",
    example: "minority stops   # and no quorum.provider in corosync.conf",
  },
  "rates-differ": {
    title: "The nodes do not send equally often",
    because: "{node} sends {value} messages a second, {other} sends {theirs}.",
    see: inForce,
    hints: [
      "Is it meant that one node says more than the others?",
      "Compare the line `rate` of {node} with that of {other}.",
      "Write `rate {theirs}` into {file} of {node}, unless it is meant.",
    ],
    why: "Nothing breaks by it: the order is agreed on whatever each sends. But what is compared between nodes is easier to read when they send alike.",
    example: "n1: rate 40\nn3: rate 4",
  },
};
