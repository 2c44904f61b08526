/** What the rules about servers that come back say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const standing = "halab exec {lab} {node} -- halab-postgresql standing";

export const returnTexts: Texts = {
  "old-primary-as-is": {
    title: "The old primary comes back, and there are two",
    because: "{node}'s {file} makes no standby of a server that was the primary.",
    see: standing,
    hints: [
      "A primary loses its power, another one takes over, and the first one has its power again. What does it know of all that?",
      "Before it starts, somebody has to look whether there is another primary, and then to make a standby of it.",
      "In {file}: ask each peer `select pg_is_in_recovery()`; where one says `f`, run pg_rewind against it and make `$PGDATA/standby.signal`.",
    ],
    why: "A server is a primary unless there is a standby.signal beside its data. One that was the primary when it died knows of no successor: it opens its data and takes writes again (amnesia). Each client finds one of the two, and both histories go on.",
    example: "#!/bin/sh\nexit 0",
  },
  unrewound: {
    title: "The old primary follows, and is never given anything",
    because: "{node}'s {file} makes a standby of an old primary as it is, with what only it has.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "The old primary has rows that nobody else has. Can it go on from there?",
      "First it has to go back to where the new primary's history began: pg_rewind, or a copy of all.",
      "Call `pg_rewind -D $PGDATA --source-server=...` above line {line} of {file}.",
    ],
    why: "Each promotion begins a new timeline. A server that has gone beyond that point on the old one cannot follow: its log says that the new timeline forked off before its current recovery point.",
    example: 'touch "$PGDATA/standby.signal"',
  },
  "no-rewind": {
    title: "The old primary cannot be made a standby",
    because: "{node} is to be rewound, and its {file} has no `wal_log_hints = on`.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "What does pg_rewind need to know of a server that went its own way?",
      "It reads in the WAL which pages were changed, and some changes are not in it by default.",
      "Write `wal_log_hints = on` into {file}; it holds from the next start on, and only for what is written then.",
    ],
    why: "pg_rewind copies back the pages that the old primary changed after the fork, and finds them in its WAL. Hint bits change pages without a record there, unless wal_log_hints is on or data have checksums; so it refuses.",
    example: "#wal_log_hints = off",
  },
  "nothing-kept": {
    title: "A standby that was away gets `requested WAL segment has already been removed`",
    because: "{node} keeps no WAL for standbys: no `wal_keep_size`, and there are no slots.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log",
    hints: [
      "What does a standby need that was away for an hour, and who still has it?",
      "A primary throws away what it does not need itself, at each checkpoint, unless it is told to keep so much, or for whom.",
      "Write `wal_keep_size = 256MB` into {file}, or give each standby a slot.",
    ],
    why: "WAL that is older than the last checkpoint is recycled. A standby that needs it cannot go on any more: it has to be copied anew, all of it. pg_rewind, too, reads what the old primary still has of its past.",
    example: "#wal_keep_size = 0",
  },
  "slot-unbounded": {
    title: "A standby that stays away fills the primary's disk",
    because: "{node} uses the slot {slot}, and `max_slot_wal_keep_size` has no limit.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'table pg_replication_slots'\"",
    hints: [
      "Who decides when a slot's WAL may go, if its standby never comes back?",
      "There is a limit for all that slots may keep.",
      "Write `max_slot_wal_keep_size = 1GB` into {file}, or what the disk can spare.",
    ],
    why: "A slot keeps all that its standby has not yet had, however long that takes. Forgotten slots have filled many disks, and a primary with a full disk stops.",
    example: "primary_slot_name = 'pg2'\n#max_slot_wal_keep_size = -1",
  },
};
