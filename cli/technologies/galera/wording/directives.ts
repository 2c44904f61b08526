/** What the options of Galera do (MariaDB Knowledge Base, Galera Cluster System Variables; 10.11). */
import type { Directive } from "../../../core/kinds/rule.ts";

type Row = readonly [name: string, does: string, more?: Pick<Directive, "unit" | "otherwise">];

const source = "MariaDB Knowledge Base, Galera Cluster System Variables";

const rows: readonly Row[] = [
  ["wsrep_on", "Whether changes are replicated to the cluster at all.", { otherwise: "OFF" }],
  ["wsrep_provider", "The library that replicates.", { otherwise: "none" }],
  [
    "wsrep_provider_options",
    "Parameters of that library, with semicolons between them. It is one text: the last line counts as a whole.",
  ],
  [
    "wsrep_cluster_name",
    "The name of the group; who has another one is refused.",
    { otherwise: "my_wsrep_cluster" },
  ],
  [
    "wsrep_cluster_address",
    "Whom it asks for the cluster as it starts; one that answers is enough. gcomm:// alone begins a new one.",
  ],
  [
    "wsrep_node_name",
    "The member's name, in logs and for wsrep_sst_donor.",
    { otherwise: "the host's" },
  ],
  [
    "wsrep_node_address",
    "The address at which the others reach it.",
    { otherwise: "that of the first interface" },
  ],
  [
    "wsrep_sst_method",
    "How a full copy is made: rsync, mariabackup, mysqldump.",
    { otherwise: "rsync" },
  ],
  ["wsrep_sst_donor", "From whom it would like its copy."],
  [
    "wsrep_slave_threads",
    "So many threads apply what others wrote.",
    { unit: "threads", otherwise: "1" },
  ],
  [
    "wsrep_sync_wait",
    "Before which statements it waits until it has applied what the cluster had when they came; 1: reads, 2: update and delete, 4: insert; added up.",
    { otherwise: "0" },
  ],
  [
    "wsrep_retry_autocommit",
    "So often a statement of its own (autocommit) is tried again when certification refuses it.",
    { unit: "times", otherwise: "1" },
  ],
  ["wsrep_dirty_reads", "Whether it serves reads while it has no quorum.", { otherwise: "OFF" }],
  [
    "binlog_format",
    "What a change is written down as; Galera takes ROW only.",
    { otherwise: "MIXED" },
  ],
  [
    "innodb_autoinc_lock_mode",
    "How rows get numbers; 2: without a lock for the whole statement.",
    { otherwise: "1" },
  ],
  [
    "innodb_flush_log_at_trx_commit",
    "What a commit waits for: 1: it is on the disk; 2: the kernel has it; 0: nothing, it is written once a second.",
    { otherwise: "1" },
  ],
  ["bind_address", "The address at which clients are served."],
];

export const directives: ReadonlyMap<string, Directive> = new Map(
  rows.map(([name, does, more]) => [name, { name, does, ...more, source }]),
);

export const garbDirectives: ReadonlyMap<string, Directive> = new Map(
  (
    [
      [
        "GALERA_NODES",
        "The members that it asks for the cluster as it starts, with blanks or commas between them.",
      ],
      ["GALERA_GROUP", "The cluster's name: wsrep_cluster_name of its members."],
      [
        "GALERA_OPTIONS",
        "Parameters of Galera, as in wsrep_provider_options: its timers should be the members'.",
      ],
      ["LOG_FILE", "Where it writes its log."],
    ] as const
  ).map(([name, does]) => [name, { name, does, source: "garbd(8); /etc/default/garb" }]),
);
