import type { Texts } from "../../../core/kinds/rule.ts";

const status = "halab exec {lab} {node} -- mariadb -e \"show status like 'wsrep_cluster%'\"";

export const clusterTexts: Texts = {
  "wsrep-off": {
    title: "{node} is a server of its own, and nobody gets what is written there",
    because: "{node}'s files do not set wsrep_on to ON, and without a word it is OFF.",
    see: status,
    hints: [
      "Does the server take part in a cluster at all?",
      "Galera is a library that MariaDB loads only if it is told to replicate.",
      "Write `wsrep-on = ON` into the group [mysqld] of {file}.",
    ],
    why: "Since MariaDB 10.1 replication by Galera is off until wsrep_on says otherwise, whatever else is set. The server starts, takes writes, and keeps them for itself.",
    example: "wsrep-on = OFF",
  },
  "provider-missing": {
    title: "{node}'s MariaDB does not start, or replicates nothing",
    because: "wsrep_provider is {value}; Debian's galera-4 is /usr/lib/galera/libgalera_smm.so.",
    see: "halab exec {lab} {node} -- ls /usr/lib/galera",
    hints: [
      "Which library does the replicating?",
      "wsrep_provider names it, by its whole path.",
      "Write `wsrep-provider = /usr/lib/galera/libgalera_smm.so`.",
    ],
    why: "MariaDB itself knows only an interface for replication (wsrep). What sends, orders and certifies is a library; without it wsrep_on has nothing to switch on.",
    example: "wsrep-provider = /usr/lib/libgalera.so",
  },
  "binlog-not-row": {
    title: "{node}'s MariaDB does not start: only ROW is supported",
    because: "binlog_format is {value}, and Galera replicates rows, not statements.",
    see: "halab logs {lab} {node}",
    hints: [
      "What is sent to the others: the statement, or what it changed?",
      "Only changed rows can be certified against each other.",
      "Write `binlog-format = ROW`; without a line it is MIXED.",
    ],
    why: "A write set holds the keys of the rows that a transaction changed. By them two transactions are found to be in conflict. A statement has no keys.",
    example: "binlog-format = MIXED",
  },
  "lock-mode": {
    title: "Inserts with numbers of their own may block each other on {node}",
    because: "innodb_autoinc_lock_mode is {value}, and Galera wants 2.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@innodb_autoinc_lock_mode"',
    hints: [
      "Who gives a row its number when several transactions insert at the same time?",
      "Modes 0 and 1 lock the counter for a whole statement; those that apply other nodes' rows then wait, or deadlock.",
      "Write `innodb-autoinc-lock-mode = 2`.",
    ],
    why: "Mode 2 (interleaved) holds no lock for a statement. With rows instead of statements nothing depends on numbers without gaps.",
    example: "innodb-autoinc-lock-mode = 1",
  },
  "begins-always": {
    title: "Each start of {node} makes a new cluster, and it is alone there",
    because: "{node}'s files say {said}, which begins a cluster instead of joining one.",
    see: status,
    hints: [
      "Whom does {node} look for as it starts?",
      "An address without a node means: I am the first. That is right once in a cluster's life, on one node, and never in a file.",
      "List all members: `wsrep-cluster-address = gcomm://ADDRESS,ADDRESS,ADDRESS`. Who begins is said as it is started (--wsrep-new-cluster).",
    ],
    why: "A bootstrap that stays in a file makes a second cluster at the next restart: two halves that both take writes, each as if it were alone. It is the most common way to split a Galera cluster.",
    example: "wsrep-cluster-address = gcomm://",
  },
  "address-of-nobody": {
    title: "A member is looked for where none is",
    because: "{host} is the address of no member and no arbitrator of this lab.",
    see: "halab show {lab}",
    hints: [
      "Which addresses do the members have?",
      "Every node of the list is asked for the cluster as one starts; one that answers is enough, so it works by luck.",
      "Put the right address in line {line} of {file}.",
    ],
    why: "As long as another one of the list answers, nobody notices. On the day when that one is off, the node finds nobody, and does not start.",
    example: "wsrep-cluster-address = gcomm://10.89.0.11,10.89.0.12,10.89.0.31",
  },
  "names-differ": {
    title: "{node} is not let in",
    because: '{node} belongs to the group "{name}", and {others} to "{other}".',
    see: "halab logs {lab} {node}",
    hints: [
      "How do nodes know that they belong to the same cluster?",
      "By its name: a connection with another one is refused.",
      "Give all the same: wsrep_cluster_name on members, GALERA_GROUP of the arbitrator.",
    ],
    why: "The name keeps clusters of one network apart. A node with another name is refused at the handshake, and waits until it gives up.",
    example: "# g1\nwsrep-cluster-name = halab\n# g2\nwsrep-cluster-name = hallab",
  },
  "sst-method": {
    title: "A node that needs a copy of everything never gets it",
    because: "wsrep_sst_method is {value}, and the nodes have the program of rsync only.",
    see: "halab exec {lab} {node} -- sh -c 'ls /usr/bin/wsrep_sst_*'",
    hints: [
      "How does a node without data come by all of it?",
      "A program of the donor's copies it; there is one for each method.",
      "Write `wsrep-sst-method = rsync`.",
    ],
    why: "mariabackup does not block the donor, but it is a package of its own, and needs a user with rights. A method that one side lacks fails only when the first node needs it.",
    example: "wsrep-sst-method = mariabackup",
  },
  "options-twice": {
    title: "Some of {member}'s provider options do not count",
    because:
      "wsrep_provider_options is set {count} times; the last one counts, and nothing of those before.",
    see: 'halab exec {lab} {node} -- mariadb -e "select @@wsrep_provider_options\\G"',
    hints: [
      "Do two lines of wsrep_provider_options add up?",
      "It is one variable with one text. The last line replaces it.",
      "Put all into one line, with semicolons between them.",
    ],
    why: "The options look like a list, but for MariaDB they are a string. A file that is read later takes all of it away, without a word.",
    example:
      'wsrep-provider-options = "gcache.size=64M"\nwsrep-provider-options = "evs.suspect_timeout=PT2S"',
  },
  "members-apart": {
    title: "There is more than one cluster",
    because:
      "The members belong to {clusters} clusters with different histories; {node} is in one of {size}.",
    see: status,
    hints: [
      "Do all members have the same wsrep_cluster_state_uuid?",
      "Another one means another history: somebody began a cluster of its own.",
      "Find out who began without the others; stop it, and let it join.",
    ],
    why: "The UUID is made when a cluster is begun. Two of them never fit together again: what one half wrote has to be thrown away, or merged by hand.",
    example: "wsrep_cluster_state_uuid 462ad7a7-ecf0-11f1-98a8-87967c364c03",
  },
  "not-primary": {
    title: "{node} refuses everything: WSREP has not yet prepared node for application use",
    because:
      "It sees {size} member(s), which is no more than half of what there was: it is in no primary component.",
    see: status,
    hints: [
      "How many of the last cluster's members does {node} see?",
      "It needs more than half. Is the network cut, or are the others off?",
      "Bring the others back. Only if you know that they are off and stay off: SET GLOBAL wsrep_provider_options='pc.bootstrap=1'.",
    ],
    why: "Who sees half or less cannot know whether the rest goes on. To serve would be to risk a split brain.",
    example: "wsrep_cluster_status non-Primary",
  },
};
