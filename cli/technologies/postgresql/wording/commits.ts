/** What the rules about commits that wait for standbys say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const replication =
  "halab exec {lab} {node} -- su postgres -c \"psql -c 'table pg_stat_replication'\"";

export const commitTexts: Texts = {
  asynchronous: {
    title: "Writes that were acknowledged are gone after a failover",
    because: "{node}'s {file} names no synchronous standby: no commit waits for another node.",
    see: replication,
    hints: [
      "When is a client told that its row is committed: what has happened by then, and where?",
      "A commit waits for standbys only if the primary is told for which ones: `synchronous_standby_names`.",
      "Write `synchronous_standby_names = 'ANY 1 (pg1, pg2, pg3)'` into {file}.",
    ],
    why: "Replication is asynchronous unless it is told otherwise: the client has its answer before anybody else has its row. Whatever was under way when the primary dies is lost, and it was acknowledged.",
    example: "#synchronous_standby_names = ''",
  },
  "commit-not-waiting": {
    title: "There are synchronous standbys, and commits do not wait for them",
    because:
      "{node} names synchronous standbys, but `synchronous_commit` is `{value}`, which waits for none.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'show synchronous_commit'\"",
    hints: [
      "Two settings decide what a commit waits for. Do both want the same?",
      "`off` does not even wait for its own disk, `local` for that alone; `remote_write`, `on` and `remote_apply` wait for standbys.",
      "Write `synchronous_commit = on` into line {line} of {file}.",
    ],
    why: "synchronous_standby_names says whose answers count, synchronous_commit what an answer has to mean. With `local` or `off` nobody's answer is waited for, and what was acknowledged is lost with the primary.",
    example: "synchronous_standby_names = 'ANY 1 (pg2, pg3)'\nsynchronous_commit = local",
  },
  "standby-unknown": {
    title: "Every commit hangs",
    because: "Commits of {node} wait for {names}, and the servers call themselves {servers}.",
    see: replication,
    hints: [
      "Whom does a commit wait for, and by which name does the primary know its standbys?",
      "A standby is called what its `application_name` in `primary_conninfo` says, else its `cluster_name`, else `walreceiver`.",
      "Make the names in `synchronous_standby_names` of {file} those of `cluster_name` on the others.",
    ],
    why: "A name that nobody has is waited for like any other, for ever. The server says nothing of it: for all it knows that standby is about to come.",
    example: "synchronous_standby_names = 'db2'   # and cluster_name = 'pg2' over there",
  },
  "names-same": {
    title: "Two standbys have one name",
    because: "{node} and {other} both call themselves {name}.",
    see: replication,
    hints: [
      "By what does a primary tell its standbys apart, when it waits for one of them?",
      "Compare `cluster_name` of {node} with that of {other}.",
      "Give {node} a `cluster_name` of its own, in {file}.",
    ],
    why: "Nothing keeps two from having one name. A commit that waits for {name} is content with either of them, so what seems to be a copy on a certain node may be on the other one.",
    example: "pg2: cluster_name = 'pg2'\npg3: cluster_name = 'pg2'",
  },
  "all-needed": {
    title: "A standby dies, and nobody can write any more",
    because:
      "Commits of {node} wait for {count} standbys, and there are {count}: none of them may be missing.",
    see: replication,
    hints: [
      "How many answers does a commit need, and who can give one when a node is down?",
      "It has to need fewer than there are: then there is one copy more than one node, and one node may be missing.",
      "Write `ANY 1 (...)` with the names of all into line {line} of {file}.",
    ],
    why: "Synchronous replication trades availability for safety: while too few standbys answer, every commit waits, for hours if it must. A cluster that has to survive a node may not need all of them.",
    example: "synchronous_standby_names = 'ANY 2 (pg2, pg3)'",
  },
  "first-waits": {
    title: "A standby dies, and writes hang for seconds",
    because:
      "Commits of {node} wait for {first} as long as it is there, and it is given up only after {timeout} (`wal_sender_timeout`).",
    see: replication,
    hints: [
      "The first standby falls silent. When does the primary know that it will never answer?",
      "There are two ways to count answers: the first ones of the list, or any of them.",
      "Write `ANY 1 (...)` instead of a list, or `FIRST`, into line {line} of {file}.",
    ],
    why: "With FIRST (and a bare list) the next one takes over only when the connection of the first one has ended. A node without power ends no connection: that takes wal_sender_timeout. With ANY the others' answers are enough at any time.",
    example: "synchronous_standby_names = 'FIRST 1 (pg2, pg3)'",
  },
};
