import type { Texts } from "../../../core/kinds/rule.ts";

const options = 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_provider_options\\G"';

export const dataTexts: Texts = {
  "log-not-flushed": {
    title: "All nodes lose their power, and acknowledged writes are gone",
    because:
      "innodb_flush_log_at_trx_commit is {value}: a commit is written to no file before it is acknowledged, only every innodb_flush_log_at_timeout seconds (1).",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@innodb_flush_log_at_trx_commit"',
    hints: [
      "Where is a transaction in the moment in which the client gets its OK?",
      "In the memory of all nodes. That is safe as long as not all of them die at once, and these have one rack.",
      "Write `innodb-flush-log-at-trx-commit = 1` (2 survives the process, not the machine).",
    ],
    why: "Many guides recommend 0 or 2 for Galera, for the other nodes have it. That holds for independent failures. A power cut in the rack hits all of them in the same millisecond.",
    example: "innodb-flush-log-at-trx-commit = 0",
  },
  "cache-small": {
    title: "A node that comes back copies everything, instead of what it missed",
    because: "gcache.size is {size} MiB, and while a node is away {written} MiB are written.",
    see: options,
    hints: [
      "For how long do the others keep what a node misses?",
      "Write sets are kept in a ring (gcache). What has fallen out cannot be sent any more: then a full copy is due (SST).",
      "Make gcache.size larger than {written} MiB: writes a second, times the longest absence.",
    ],
    why: "A full copy takes time, and its donor serves less meanwhile. With the right size of the cache a restart costs a few seconds.",
    example: 'wsrep-provider-options = "gcache.size=1M"',
  },
  "quorum-ignored": {
    title: "After a cut both sides take writes",
    because: "{option} is on: {node} goes on, whoever is missing.",
    see: options,
    hints: [
      "What does a node do that sees nobody any more?",
      "It can be sure of nothing. {option} lets it go on all the same.",
      "Take {option} out of wsrep_provider_options.",
    ],
    why: "It is a switch for an operator who knows that the others are off. In a file it makes every cut a split brain, and the two histories do not fit together any more.",
    example: 'wsrep-provider-options = "pc.ignore_quorum=true"',
  },
  "recovery-off": {
    title: "After a power cut the nodes do not find each other",
    because: "pc.recovery is {value}: no node remembers with whom it was together.",
    see: options,
    hints: [
      "All lose their power and come back. Who may begin?",
      "The last component lies in gvwstate.dat. If all of it is there again, nobody has to decide.",
      "Leave pc.recovery out: it is on by itself.",
    ],
    why: "When exactly those are back who were together, nothing can have happened without them. So no operator is needed, and nobody can choose wrongly.",
    example: 'wsrep-provider-options = "pc.recovery=false"',
  },
  "dirty-reads": {
    title: "A node that is cut off still answers, with what was",
    because:
      "wsrep_dirty_reads is on for {node}: without a quorum it refuses writes, and serves reads.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_dirty_reads"',
    hints: [
      "What may a node show that is in the minority?",
      "With dirty reads what it last knew. Nobody can say how old that is.",
      "Take it out, and let single sessions set it who can bear it.",
    ],
    why: "For some applications old is better than nothing. Whoever decides by what they read should not get it unasked.",
    example: "wsrep-dirty-reads = ON",
  },
  "loss-too-slow": {
    title: "It takes too long until the others go on without a dead node",
    because:
      "A silent node is suspected after {suspect} s, so all others stand still for up to {seconds} s, and the lab bears {limit} s.",
    see: options,
    hints: [
      "Why does nobody commit while one node is silent?",
      "Each write has to be seen by all members. Until they agree that one is none any more, they wait: S + 2P + J.",
      "evs.suspect_timeout=PT1.5S, and evs.keepalive_period and evs.inactive_check_period well below it.",
    ],
    why: "The default of 5 s is meant for wide networks. Shorter is faster and more nervous: whoever is busy for so long is thrown out.",
    example: 'wsrep-provider-options = "evs.suspect_timeout=PT5S"',
  },
  "inactive-before-suspect": {
    title: "One node alone throws another one out",
    because:
      "evs.inactive_timeout ({inactive} s) is not longer than evs.suspect_timeout ({suspect} s).",
    see: options,
    hints: [
      "Who decides that a node is dead?",
      "After suspect_timeout all have to agree; after inactive_timeout one is enough.",
      "Make inactive_timeout twice suspect_timeout, or more.",
    ],
    why: "The second timeout is for those who cannot agree any more. If it is first, every hiccup between two nodes is a change of membership.",
    example: 'wsrep-provider-options = "evs.suspect_timeout=PT3S; evs.inactive_timeout=PT2S"',
  },
  "brake-late": {
    title: "A slow node shows old rows, and nobody waits for it",
    because:
      "gcs.fc_limit={value} lets {limit} write sets queue up at a slow node, and the lab bears {bound} that a read misses.",
    see: "halab exec {lab} {node} -- mariadb -e \"show status like 'wsrep_local_recv_queue'\"",
    hints: [
      "What may queue up at a node that cannot keep up?",
      "From fc_limit times the square root of the members on it tells the others to wait.",
      "Make gcs.fc_limit so small that {bound} are not reached.",
    ],
    why: "Flow control is a choice: a low limit lets the slowest node brake all, a high one lets it fall behind, and reads there be old. Nothing makes a slow node fast.",
    example: 'wsrep-provider-options = "gcs.fc_limit=10000"',
  },
};
