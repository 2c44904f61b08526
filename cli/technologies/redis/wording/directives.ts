/** What the directives of redis.conf and sentinel.conf do (redis.conf and sentinel.conf of Redis 7.0). */
import type { Directive } from "../../../core/kinds/rule.ts";

type Row = readonly [name: string, does: string, more?: Pick<Directive, "unit" | "otherwise">];

function table(source: string, rows: readonly Row[]): ReadonlyMap<string, Directive> {
  return new Map(rows.map(([name, does, more]) => [name, { name, does, ...more, source }]));
}

const redis = "redis.conf of Redis 7.0";
const common: readonly Row[] = [
  [
    "bind",
    "The addresses at which it listens; one with - before it may be missing.",
    { otherwise: "* -::*: all" },
  ],
  ["port", "The TCP port; 0: none."],
  [
    "protected-mode",
    "Only the node itself is let in while no password is set.",
    { otherwise: "yes; of Sentinel: no" },
  ],
  ["dir", "The working directory: files of the data are written there.", { otherwise: "./" }],
  ["daemonize", "It goes to the background.", { otherwise: "no" }],
  ["pidfile", "The file with the number of its process."],
  ["logfile", "Where it writes messages; empty: to the standard output."],
  ["loglevel", "How much it says: debug, verbose, notice, warning.", { otherwise: "notice" }],
  ["requirepass", "The password that clients need.", { otherwise: "none" }],
  ["user", "A user with a password, and what it may do (ACL)."],
  ["aclfile", "The file with the users."],
  ["include", "Reads another file here; what comes later counts."],
  [
    "timeout",
    "Closes connections that were silent for so long; 0: never.",
    { unit: "seconds", otherwise: "0" },
  ],
  [
    "tcp-keepalive",
    "The period of TCP keepalives to clients.",
    { unit: "seconds", otherwise: "300" },
  ],
  ["tcp-backlog", "How many connections may wait to be taken.", { otherwise: "511" }],
  ["maxclients", "The most clients at a time.", { otherwise: "10000" }],
  ["unixsocket", "A socket of the file system to listen at."],
];

export const redisDirectives = table(redis, [
  ...common,
  ["replicaof", "It is a replica of the master at this address and port; `no one`: of nobody."],
  ["slaveof", "The older word for replicaof."],
  ["masterauth", "The password that it gives to its master."],
  ["masteruser", "The user as whom it comes to its master."],
  ["replica-read-only", "A replica refuses writes.", { otherwise: "yes" }],
  [
    "replica-serve-stale-data",
    "A replica without its master answers with what it has.",
    { otherwise: "yes" },
  ],
  [
    "replica-priority",
    "The lower, the sooner Sentinel makes it the master; 0: never.",
    { otherwise: "100" },
  ],
  [
    "repl-diskless-sync",
    "A new replica gets the data over the network, without a file.",
    { otherwise: "yes" },
  ],
  [
    "repl-diskless-sync-delay",
    "How long a master waits for more replicas before it sends the data to all of them.",
    { unit: "seconds", otherwise: "5" },
  ],
  [
    "repl-timeout",
    "When master and replica take each other for lost.",
    { unit: "seconds", otherwise: "60" },
  ],
  [
    "repl-ping-replica-period",
    "How often a master pings its replicas.",
    { unit: "seconds", otherwise: "10" },
  ],
  [
    "repl-backlog-size",
    "How much a master keeps for replicas that were away for a while.",
    { unit: "bytes, or with kb, mb, gb", otherwise: "1mb" },
  ],
  [
    "repl-backlog-ttl",
    "How long it is kept without any replica.",
    { unit: "seconds", otherwise: "3600" },
  ],
  [
    "min-replicas-to-write",
    "A master with fewer replicas than that refuses writes; 0: it never does.",
    { otherwise: "0" },
  ],
  [
    "min-replicas-max-lag",
    "A replica that was silent for longer does not count there.",
    { unit: "seconds", otherwise: "10" },
  ],
  ["replica-announce-ip", "The address under which a replica says that it is reached."],
  ["replica-announce-port", "The port under which a replica says that it is reached."],
  [
    "appendonly",
    "Writes every change to a file, from which it is read again at the next start.",
    { otherwise: "no" },
  ],
  [
    "appendfsync",
    "When that file is forced to the disk: always, everysec, no.",
    { otherwise: "everysec" },
  ],
  ["appendfilename", "The name of that file.", { otherwise: "appendonly.aof" }],
  [
    "auto-aof-rewrite-percentage",
    "When it has grown by so much it is written anew, shorter.",
    { unit: "percent", otherwise: "100" },
  ],
  [
    "auto-aof-rewrite-min-size",
    "But not before it is so large.",
    { unit: "bytes, or with kb, mb, gb", otherwise: "64mb" },
  ],
  [
    "save",
    'Writes a snapshot after so many seconds with so many changes; "": never.',
    { unit: "seconds and changes", otherwise: "3600 1 300 100 60 10000" },
  ],
  ["dbfilename", "The name of the snapshot.", { otherwise: "dump.rdb" }],
  ["stop-writes-on-bgsave-error", "Refuses writes when a snapshot fails.", { otherwise: "yes" }],
  [
    "maxmemory",
    "The most memory for data; 0: no limit.",
    { unit: "bytes, or with kb, mb, gb", otherwise: "0" },
  ],
  [
    "maxmemory-policy",
    "What is dropped when that is reached.",
    { otherwise: "noeviction: nothing, writes are refused" },
  ],
  ["databases", "How many databases there are.", { otherwise: "16" }],
  ["rename-command", "Gives a command another name, or none."],
]);

export const sentinelDirectives = table("sentinel.conf of Redis 7.0", [
  ...common,
  [
    "sentinel monitor",
    "Watches a master: its name, address and port, and the quorum: how many Sentinels have to find it down.",
  ],
  [
    "sentinel down-after-milliseconds",
    "For so long a master may give no answer before this Sentinel finds it down.",
    { unit: "milliseconds", otherwise: "30000" },
  ],
  [
    "sentinel failover-timeout",
    "How long a failover may take, and half of the pause before the next one of that master.",
    { unit: "milliseconds", otherwise: "180000" },
  ],
  [
    "sentinel parallel-syncs",
    "How many replicas may copy the new master at the same time.",
    { otherwise: "1" },
  ],
  ["sentinel auth-pass", "The password of a master and its replicas."],
  ["sentinel auth-user", "The user as whom it comes to a master and its replicas."],
  ["sentinel resolve-hostnames", "Names are taken as well as addresses.", { otherwise: "no" }],
  ["sentinel announce-hostnames", "It tells names, not addresses.", { otherwise: "no" }],
  ["sentinel announce-ip", "The address under which it says that it is reached."],
  ["sentinel announce-port", "The port under which it says that it is reached."],
  ["sentinel notification-script", "A program that is run when something happens."],
  ["sentinel client-reconfig-script", "A program that is run when there is a new master."],
  [
    "sentinel deny-scripts-reconfig",
    "Programs cannot be changed by commands.",
    { otherwise: "yes" },
  ],
  ["sentinel known-replica", "Written by Sentinel itself: a replica that it learned of."],
  ["sentinel known-sentinel", "Written by Sentinel itself: another Sentinel that it learned of."],
  ["sentinel myid", "Written by Sentinel itself: who it is."],
  [
    "sentinel config-epoch",
    "Written by Sentinel itself: the number of the failover that made this master.",
  ],
  ["sentinel leader-epoch", "Written by Sentinel itself: the number of its last vote."],
  [
    "sentinel current-epoch",
    "Written by Sentinel itself: the highest number of a failover that it heard of.",
  ],
]);
