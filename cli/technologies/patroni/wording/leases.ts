/** What the rules about time, and about what is acknowledged, say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const config = "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml show-config";

export const leaseTexts: Texts = {
  "ttl-short": {
    title: "A leader steps down though only etcd was slow for a moment",
    because:
      "ttl is {ttl} s, and loop_wait + 2 x retry_timeout (+ 4 s with failsafe_mode) is {loop} + 2 x {retry} + {failsafe} = {least} s: a key may run out while its leader still tries.",
    see: config,
    hints: [
      "How long may a leader try to renew its key, and how long does the key live?",
      "It tries once each loop_wait, and for retry_timeout to read and again to write. All of that has to fit into ttl.",
      "Write `ttl: {least}` or more, or make retry_timeout shorter.",
    ],
    why: "Patroni gives up after retry_timeout and steps down by itself. If the key runs out before, another one is promoted while this one still takes writes: until it notices there are two. Patroni 3.2 and later correct such values by themselves.",
    example: "ttl: 6\nloop_wait: 2\nretry_timeout: 5",
  },
  "slow-lease": {
    title: "It takes too long until another one takes over",
    because:
      "The key of a dead leader lives for {ttl} s since it was renewed, which it is every {loop} s; the lab bears {limit} s.",
    see: config,
    hints: [
      "When does anybody know that the leader is dead?",
      "When its key in etcd has run out: `ttl` after it was renewed for the last time, which was up to `loop_wait` before.",
      "Write a `ttl` well below {limit}, and `loop_wait` and `retry_timeout` so small that loop_wait + 2 x retry_timeout is not more.",
    ],
    why: "Nobody can tell a dead leader from a slow one, so all wait until its lease is over. The default of 30 s is for clouds, where half a minute of silence happens. Shorter is faster, and more nervous.",
    example: "ttl: 30\nloop_wait: 10",
  },
  "not-synchronous": {
    title: "Writes that were acknowledged are gone after a failover",
    because: "synchronous_mode is not on: no commit waits for another node.",
    see: "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml list",
    hints: [
      "When is the shop told that its order is there, and on how many disks is it then?",
      "Patroni can name a synchronous standby itself, and promotes nobody else.",
      "Write `synchronous_mode: true` below `bootstrap: dcs:` in {file}.",
    ],
    why: "Without it replication is asynchronous, and maximum_lag_on_failover says how much may be lost. Setting synchronous_standby_names by hand is no way out: Patroni would not know whom it may promote.",
    example: "bootstrap:\n  dcs:\n    synchronous_mode: false",
  },
  "failsafe-off": {
    title: "etcd is gone, and with it the database",
    because: "failsafe_mode is not on: a leader that cannot renew its key steps down.",
    see: config,
    hints: [
      "etcd does not answer. Is the leader cut off, or is it etcd that is gone?",
      "The leader can ask the other nodes itself. If all of them hear it, nobody else can have been promoted.",
      "Write `failsafe_mode: true` below `bootstrap: dcs:` in {file}.",
    ],
    why: "A leader that cannot reach etcd has to expect that another one is chosen, and steps down. With failsafe_mode it asks every known member by its REST API first, and goes on only if all of them agree. So the database does not depend on etcd any more, and a leader that is cut off still steps down.",
    example: "bootstrap:\n  dcs:\n    failsafe_mode: false",
  },
  "silent-standby": {
    title: "A standby dies, and nobody can write for a long time",
    because:
      "A silent standby is given up after {timeout} s (wal_sender_timeout; 0 is never), and the lab bears {limit} s.",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'show wal_sender_timeout'\"",
    hints: [
      "Commits wait for the synchronous standby. When does anybody know that it will never answer?",
      "A node without power ends no connection. PostgreSQL gives it up after wal_sender_timeout, and Patroni names another one then.",
      "Write `wal_sender_timeout: 3s` below `bootstrap: dcs: postgresql: parameters:` in {file}.",
    ],
    why: "Patroni sees in pg_stat_replication who streams, and takes a standby out when it is gone from there. That is up to wal_sender_timeout after its last word: 60 s unless it is said otherwise.",
    example: "#wal_sender_timeout: 60s",
  },
  "no-rewind": {
    title: "The old leader does not come back",
    because: "use_pg_rewind is not on, and a server with a history of its own cannot follow.",
    see: "halab exec {lab} {node} -- tail -n 20 /var/log/patroni/patroni.log",
    hints: [
      "The old leader wrote what nobody else has. From where can it go on?",
      "Patroni can take it back to where the new timeline began (pg_rewind), or copy all anew, if it is told to.",
      "Write `use_pg_rewind: true` below `bootstrap: dcs: postgresql:` in {file}.",
    ],
    why: "By default Patroni throws nothing away, so a server whose history went on beside the new leader's stays where it is, and an operator has to call `patronictl reinit`. That holds for a standby, too, that was further than the one that was promoted.",
    example: "bootstrap:\n  dcs:\n    postgresql:\n      use_pg_rewind: false",
  },
};
