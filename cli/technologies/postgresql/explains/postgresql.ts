import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { postgresConf, settingIn } from "../config/conf.ts";

const source = (section: string) => `PostgreSQL 15, ${section}`;

const directives: readonly Directive[] = [
  {
    name: "listen_addresses",
    does: "The addresses at which the server listens; `*` is all of them.",
    otherwise: "localhost",
    source: source("20.3.1"),
  },
  {
    name: "cluster_name",
    does: "A name of this server. A standby calls itself by it at its primary, if its connection string has no application_name.",
    otherwise: "no name: `walreceiver`",
    source: source("20.8.2"),
  },
  {
    name: "wal_level",
    does: "How much the log of all changes says: `replica` is enough for standbys, `minimal` is not.",
    otherwise: "replica",
    source: source("20.5.1"),
  },
  {
    name: "wal_log_hints",
    does: "Changes of hint bits are logged, too, so that pg_rewind finds every page that was changed.",
    otherwise: "off",
    source: source("20.5.1"),
  },
  {
    name: "synchronous_standby_names",
    does: "Whose answers a commit waits for. `ANY 1 (a, b)`: whoever answers first; `FIRST 1 (a, b)`, or a bare list: a, and b only when a is gone.",
    otherwise: "nobody's: replication is asynchronous",
    source: source("20.6.2"),
  },
  {
    name: "synchronous_commit",
    does: "What a commit waits for: `off` nothing, `local` the own disk, `remote_write` the standby's memory, `on` its disk, `remote_apply` until it shows the row to readers. A transaction may say otherwise.",
    otherwise: "on",
    source: source("20.5.1"),
  },
  {
    name: "primary_conninfo",
    does: "How a standby reaches its primary. Of several hosts the first that answers, and that has what target_session_attrs wants.",
    otherwise: "nobody is followed",
    source: source("20.6.3, 34.1.2"),
  },
  {
    name: "primary_slot_name",
    does: "The slot at the primary that keeps what this standby has not had yet.",
    otherwise: "no slot",
    source: source("20.6.3"),
  },
  {
    name: "wal_sender_timeout",
    does: "After so long without an answer the primary gives a standby up.",
    unit: "milliseconds, where no unit is said",
    otherwise: "60s",
    source: source("20.6.1"),
  },
  {
    name: "wal_receiver_timeout",
    does: "After so long without a word the standby gives its primary up, and tries again.",
    unit: "milliseconds, where no unit is said",
    otherwise: "60s",
    source: source("20.6.3"),
  },
  {
    name: "wal_retrieve_retry_interval",
    does: "So long a standby waits before it tries again to reach a primary.",
    unit: "milliseconds, where no unit is said",
    otherwise: "5s",
    source: source("20.6.3"),
  },
  {
    name: "wal_keep_size",
    does: "So much of the past a server keeps for standbys that were away, whether there are any or not.",
    unit: "megabytes, where no unit is said",
    otherwise: "0",
    source: source("20.6.1"),
  },
  {
    name: "max_slot_wal_keep_size",
    does: "No slot keeps more than that; a standby that needs more has to be copied anew.",
    unit: "megabytes, where no unit is said",
    otherwise: "-1: no limit",
    source: source("20.6.1"),
  },
  {
    name: "hot_standby",
    does: "Whether clients may read on a standby.",
    otherwise: "on",
    source: source("20.6.3"),
  },
];

export const kind: ExplainKind = {
  kind: "postgresql",
  takes: (path) => path === postgresConf,
  hashComments: true,
  at(text, line) {
    const found = settingIn(text.split("\n")[line - 1] ?? "", line);
    return directives.find(({ name }) => name === found?.name);
  },
};
