/** What the rules about how a standby finds its primary, and is let in, say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const log = "halab exec {lab} {node} -- tail -n 20 /var/log/postgresql/postgresql.log";

export const joiningTexts: Texts = {
  "not-listening": {
    title: "Nobody reaches the server from another node",
    because: "{node} listens at `{value}` only.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "At which addresses does the server listen?",
      "Without a word it is `localhost`: nobody but the node itself.",
      "Write `listen_addresses = '*'` into {file}.",
    ],
    why: "PostgreSQL listens at the loopback address alone unless it is told otherwise, so that a fresh server is open to nobody. Standbys and clients get `Connection refused`.",
    example: "#listen_addresses = 'localhost'",
  },
  "replication-refused": {
    title: "A standby is told `no pg_hba.conf entry for replication connection`",
    because: "No line of {node}'s {file} lets {user} of the other servers in to replicate.",
    see: log,
    hints: [
      "Which line of {file} is meant for a standby that copies everything?",
      "The word `all` in the column DATABASE means all databases, and replication is none.",
      "Add `host replication {user} ADDRESSES scram-sha-256` to {file}, above any line that refuses it.",
    ],
    why: "A connection for replication asks for no database, so only a line with the word `replication` fits it. The first line that fits decides, and where none does the connection is refused.",
    example: "host  all  all  10.88.0.0/24  scram-sha-256",
  },
  "primary-unknown": {
    title: "A standby follows nobody",
    because: "{node}'s primary_conninfo names {host}, and there is no such node.",
    see: log,
    hints: [
      "Whom does the standby try to reach?",
      "Compare the hosts in `primary_conninfo` with the lab's nodes: `halab ps {lab}`.",
      "Mend {host} in line {line} of {file}.",
    ],
    why: "A standby that reaches nobody tries again, quietly, for ever. It looks well, and what it shows is as old as its last connection.",
    example: "primary_conninfo = 'host=pg9 user=replicator'",
  },
  "password-differs": {
    title: "A standby is told `password authentication failed`",
    because: "The password in {node}'s primary_conninfo is not that of the lab's roles.",
    see: log,
    hints: [
      "Who says who the standby is, and how does it prove that?",
      "The lab's roles and their password are in /etc/postgresql/cluster.",
      "Write that password into `primary_conninfo`, line {line} of {file}.",
    ],
    why: "The standby proves itself like any client. With a wrong password it is refused each time that it tries, and its copy grows old.",
    example: "primary_conninfo = 'host=pg1 user=replicator password=wrong'",
  },
  "hot-standby-off": {
    title: "A standby lets nobody read",
    because: "{node}'s {file} has `hot_standby` off.",
    see: log,
    hints: [
      "What may clients do on a standby?",
      "A standby that lets clients in while it replays is called hot.",
      "Write `hot_standby = on` into line {line} of {file}, or leave it out.",
    ],
    why: "Without hot_standby a standby only replays, and says `the database system is starting up` or `hot standby mode is disabled` to whoever comes. Then it serves failover, and nothing else.",
    example: "hot_standby = off",
  },
  "follows-one-only": {
    title: "After a failover a standby follows nobody",
    because: "{node}'s primary_conninfo names {host} alone, and that is the primary that may die.",
    see: log,
    hints: [
      "The primary dies and another server takes over. Whom does the third one follow from then on?",
      "A connection string may name several hosts, and which of them it wants.",
      "Write `host=pg1,pg2,pg3 ... target_session_attrs=read-write` into `primary_conninfo`, line {line} of {file}.",
    ],
    why: "A standby follows whom its file names. Nobody tells it of a failover: somebody has to change the file, or the file names all who may be the primary one day.",
    example: "primary_conninfo = 'host=pg1 user=replicator'",
  },
  "any-server": {
    title: "After a failover a standby follows the wrong server",
    because:
      "{node} tries several hosts and takes the first that answers (`target_session_attrs` is `{wanted}`).",
    see: "halab exec {lab} {node} -- su postgres -c \"psql -c 'select sender_host from pg_stat_wal_receiver'\"",
    hints: [
      "Of several hosts that answer, which one does the standby follow?",
      "A connection string can say what the session has to be good for.",
      "Add `target_session_attrs=read-write` to `primary_conninfo`, line {line} of {file}.",
    ],
    why: "The list of hosts is tried in its order, and any server that answers is good enough, the standby itself and other standbys too. With read-write (or primary) only the primary is.",
    example: "primary_conninfo = 'host=pg1,pg2,pg3 user=replicator'",
  },
  "silent-host": {
    title: "After a failover writes hang until a standby finds the new primary",
    because:
      "{node} tries {first} first, and waits for it as long as TCP does: it has no `tcp_user_timeout`.",
    see: log,
    hints: [
      "The first host of the list is without power. How long does it take to find that out?",
      "A host that is off does not refuse, it is silent. `connect_timeout` is heeded by psql, and not by a standby's receiver.",
      "Add `tcp_user_timeout=2000` to `primary_conninfo`, line {line} of {file}.",
    ],
    why: "Linux sends its SYN again until ARP has forgotten the dead node, which takes 40 s, and behind a router for 127 s. Only then the next host of the list has its turn, and the new primary's commits wait for that.",
    example:
      "primary_conninfo = 'host=pg1,pg2,pg3 target_session_attrs=read-write connect_timeout=2'",
  },
};
