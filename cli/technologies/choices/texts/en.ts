import type { Texts } from "../../../core/kinds/rule.ts";

const choices = "halab exec {lab} {node} -- cat {file}";
const active = "halab exec {lab} {node} -- halab-choices active";

export const texts: Texts = {
  "not-chosen": {
    title: "There is nobody for {service}",
    because: "{file} of {node} has no line for {service}, so it runs nowhere.",
    see: choices,
    hints: [
      "Which services were promised, and which of them have a line?",
      "A line is SERVICE TECHNIQUE NODE... WORD=VALUE; the comments above say which techniques there are.",
      "Write a line that begins with {service} into {file}.",
    ],
    why: "What nobody runs is not available, whatever it would be replicated by.",
    example: "# dns has no line",
  },
  "over-budget": {
    title: "There are more places than were paid for",
    because: "{file} of {node} takes {taken} places, and there are {budget}.",
    see: choices,
    hints: [
      "What does each further copy of a service protect from, and is that promised?",
      "Count the nodes of all lines but rollout. Two name servers bear that one dies; a third one bears that two do.",
      "Take nodes out of {file} until {budget} are named.",
    ],
    why: "Copies cost machines, and an availability that nobody was promised is paid for all the same.",
    example: "dns secondaries n1 n2 n3 n4 n5 n6",
  },
  "crowded-node": {
    title: "A node carries more than it is meant to",
    because: "{crowded} has {services}: {load} places, and {each} are the most.",
    see: choices,
    hints: [
      "What is lost when {crowded} dies?",
      "A node has {each} places. Which node has one left, in another rack?",
      "In line {line} of {file} take another node than {crowded}.",
    ],
    why: "What runs on one node dies with it: many services on one machine fail together, and are slow together.",
    example: "dns secondaries n1 n3\nfiles vrrp n1 n4\norders synchronous n1 n3 n5",
  },
  alone: {
    title: "{service} dies with one node",
    because: "Line {line} of {file} has {only} alone for {service}.",
    see: active,
    hints: [
      "Who answers for {service} while {only} is off?",
      "A technique that replicates needs somebody to replicate to.",
      "Name another node, in another rack, in line {line} of {file}.",
    ],
    why: "The availability of a single node is its own: it is away for as long as it takes to bring it back, and that is a person's time, not a protocol's.",
    example: "files vrrp n2",
  },
  "nobody-replaces": {
    title: "The store's master dies, and nobody takes over",
    because:
      "Line {line} of {file} has replicas, and no Sentinels: store is a technique that waits for a person.",
    see: active,
    hints: [
      "Who decides that a replica becomes the master?",
      "A replica of Redis follows its master for ever, dead or alive.",
      "Write sentinel instead of store into line {line} of {file}, with at least three nodes.",
    ],
    why: "Replication keeps the data. That somebody goes on with it is a failover, which needs somebody who decides.",
    example: "sessions store n2 n4 n6",
  },
  "no-majority": {
    title: "Sentinels agree on nothing once one of them is dead",
    because: "Line {line} of {file} has {count} Sentinels: one of them alone is no majority.",
    see: active,
    hints: [
      "How many votes does a failover need, and how many are left when the master's node dies?",
      "The Sentinel beside the master dies with it. A majority is of all that there are, not of those that live.",
      "Name a third node in line {line} of {file}.",
    ],
    why: "Who cannot see the other one does not know whether it is dead or only cut off. Two cannot tell; of three, two can.",
    example: "sessions sentinel n2 n4",
  },
  asynchronous: {
    title: "Orders that were acknowledged are lost",
    because: "Line {line} of {file} has the orders asynchronous: a commit waits for no standby.",
    see: "halab exec {lab} {node} -- halab-postgresql state",
    hints: [
      "Where is an order at the moment at which the customer is told that it is there?",
      "The recovery point of asynchronous replication is whatever had not arrived yet. None may be lost here.",
      "Write synchronous instead of asynchronous into line {line} of {file}.",
    ],
    why: "An RPO of zero needs a second place that has the commit before it is acknowledged. That costs the time of a way to and fro for each commit.",
    example: "orders asynchronous n1 n3 n5",
  },
  "one-standby": {
    title: "Orders stand still because a standby died",
    because: "In line {line} of {file} commits wait for {standby}, and for nobody else.",
    see: "halab exec {lab} {node} -- halab-postgresql state",
    hints: [
      "The primary is well. What do its commits wait for?",
      "A synchronous commit waits for as long as there is no standby that answers.",
      "Name a third node in line {line} of {file}: then either of two standbys will do.",
    ],
    why: "With one synchronous standby there are two machines whose failure stops the orders, where there was one before.",
    example: "orders synchronous n1 n3",
  },
  "same-rack": {
    title: "A rack takes {service} with it",
    because:
      "Line {line} of {file} has {together} in one rack: when it dies {left} are left, and {needed} are needed.",
    see: choices,
    hints: [
      "Which nodes hang on the same supply?",
      "Copies protect from failures that are independent of each other. Those of one rack are not.",
      "Choose nodes of different racks in line {line} of {file}.",
    ],
    why: "The arithmetic of redundancy (1 - (1-A)^n) holds for independent failures. A common cause makes of n copies one.",
    example: "dns secondaries n1 n2",
  },
  "no-backup": {
    title: "What was dropped is gone",
    because:
      "Line {line} of {file} has nothing against a mistake: each standby has made it as well.",
    see: choices,
    hints: [
      "A table is dropped at the primary. What do its standbys have a moment later?",
      "Replication copies mistakes as fast as orders. What helps is something that is older.",
      "Write backup delayed NODE delay=10, or backup dump NODE every=2, into line {line} of {file}.",
    ],
    why: "High availability is no backup: it protects from machines that fail, and not from people who are obeyed.",
    example: "backup none",
  },
  "short-delay": {
    title: "The delayed standby has made the mistake, too",
    because:
      "Line {line} of {file} delays by {delay} s, and a mistake is noticed after {notice} s.",
    see: choices,
    hints: [
      "How long does it take until somebody notices, and what has the delayed standby done by then?",
      "The delay has to be longer than the time until somebody stops it.",
      "Write delay=10 into line {line} of {file}.",
    ],
    why: "A delayed standby is a backup whose age is its delay. It helps for as long as the mistake has not been applied.",
    example: "backup delayed n6 delay=1",
  },
  "rare-dumps": {
    title: "The last dump is too old",
    because:
      "Line {line} of {file} takes a dump each {every} s, and the orders of {allowed} s may be lost.",
    see: choices,
    hints: [
      "What was written between the last dump and the mistake?",
      "The recovery point of a dump is its age. How old may it be?",
      "Write every=2 into line {line} of {file}, or take a delayed standby.",
    ],
    why: "A dump has what was there when it began. All that came later is lost, however well it was replicated.",
    example: "backup dump n6 every=60",
  },
  "all-at-once": {
    title: "A bad configuration is everywhere at once",
    because: "Line {line} of {file} rolls out to all servers in the same moment.",
    see: choices,
    hints: [
      "How many servers have the old configuration while the new one is tried?",
      "Who looks after the first one can stop before the last one.",
      "Write rollout one-by-one check into line {line} of {file}.",
    ],
    why: "Redundant servers with the same configuration fail together for it. Time between them is what makes them independent again.",
    example: "rollout at-once check",
  },
  unseen: {
    title: "Nobody looks at what is rolled out",
    because:
      "Line {line} of {file} goes from server to server, whether the last one still works or not.",
    see: choices,
    hints: [
      "What stops a roll-out after the first server?",
      "One after the other helps whoever looks in between.",
      "Write check at the end of line {line} of {file}.",
    ],
    why: "Without a look, one by one is all at once in slow motion.",
    example: "rollout one-by-one",
  },
};
