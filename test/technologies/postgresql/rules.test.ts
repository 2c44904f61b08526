import { describe, expect, it } from "vitest";
import { kind as explain } from "../../../cli/technologies/postgresql/explains/postgresql.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = "postgres-replication";
const rules = await rulesOf("postgresql");
const etc = "/etc/postgresql/15/main/";
const [conf, hba, hook] = [
  `${etc}postgresql.conf`,
  `${etc}pg_hba.conf`,
  "/usr/local/sbin/before-postgresql",
];
const all = ["pg1", "pg2", "pg3"];

type Edit = (text: string) => string;

/** Replaces the first match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Record<string, Edit> {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

const sync = /^synchronous_standby_names = .*$/m;
const set = (line: string | RegExp, to: string) => edit(line, to);
const noRewind = (text: string) => text.replace(/^ *pg_rewind .*$/m, "  :");

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Record<string, Edit>, string]>([
    ["asynchronous", on(all, conf, set(sync, "synchronous_standby_names = ''")), "pg1/"],
    ["asynchronous", on(["pg2"], conf, set(sync, "")), "pg2/"],
    [
      "commit-not-waiting",
      on(["pg3"], conf, set("synchronous_commit = on", "synchronous_commit = local")),
      "pg3/",
    ],
    [
      "standby-unknown",
      on(all, conf, set(sync, "synchronous_standby_names = 'ANY 1 (db1, db2)'")),
      "pg1/",
    ],
    ["names-same", on(["pg3"], conf, set("cluster_name = 'pg3'", "cluster_name = 'pg2'")), "pg3/"],
    [
      "all-needed",
      on(all, conf, set(sync, "synchronous_standby_names = 'ANY 2 (pg1, pg2, pg3)'")),
      "pg1/",
    ],
    ["all-needed", on(["pg1"], conf, set(sync, "synchronous_standby_names = 'pg2'")), "pg1/"],
    ["first-waits", on(["pg1"], conf, set(sync, "synchronous_standby_names = 'pg2, pg3'")), "pg1/"],
    ["replication-refused", on(["pg1"], hba, set(/^host +replication.*$/m, "")), "pg1/"],
    ["replication-refused", on(["pg1"], hba, set(/^host +replication/m, "host all")), "pg1/"],
    [
      "replication-refused",
      on(
        ["pg2"],
        hba,
        set(/^host +replication +replicator +\S+/m, "host replication replicator 10.1.0.0/24"),
      ),
      "pg2/",
    ],
    ["primary-unknown", on(["pg2"], conf, set("host=pg1,", "host=pg9,")), "pg2/"],
    ["password-differs", on(["pg2"], conf, set("password=halab", "password=secret")), "pg2/"],
    ["follows-one-only", on(["pg3"], conf, set("host=pg1,pg2,pg3", "host=pg1")), "pg3/"],
    [
      "receiver-slow",
      on(["pg2"], conf, set("wal_receiver_timeout = 3s", "wal_receiver_timeout = 1min")),
      "pg2/",
    ],
    ["receiver-slow", on(["pg2"], conf, set("wal_receiver_timeout = 3s", "")), "pg2/"],
    ["any-server", on(["pg2"], conf, set("target_session_attrs=read-write ", "")), "pg2/"],
    ["silent-host", on(["pg2"], conf, set(" tcp_user_timeout=2000", "")), "pg2/"],
    [
      "hot-standby-off",
      on(["pg3"], conf, set("shared_buffers = 32MB", "hot_standby = off")),
      "pg3/",
    ],
    [
      "not-listening",
      on(["pg1"], conf, set("listen_addresses = '*'", "listen_addresses = 'localhost'")),
      "pg1/",
    ],
    ["not-listening", on(["pg1"], conf, set("listen_addresses = '*'", "")), "pg1/"],
    ["no-rewind", on(all, conf, set("wal_log_hints = on", "")), "pg1/"],
    ["old-primary-as-is", on(all, hook, () => "#!/bin/sh\n# pg_rewind\nexit 0\n"), "pg1/"],
    ["unrewound", on(all, hook, noRewind), "pg1/"],
    ["nothing-kept", on(all, conf, set("wal_keep_size = 256MB", "wal_keep_size = 0")), "pg1/"],
    [
      "slot-unbounded",
      on(["pg2"], conf, set("wal_keep_size = 256MB", "primary_slot_name = 'pg2'")),
      "pg2/",
    ],
  ])("%s", async (rule, edits, place) => {
    const diagnosis = await diagnosedBy(lab, { rules, edits });
    // Every text has its arguments.
    expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
    const lines = linesOf(diagnosis);
    expect(lines, lines.join("\n")).toHaveLength(1);
    expect(lines[0]).toContain(`postgresql/${rule} ${place}`);
  });

  it("where a file names others, nothing is said of what they may say", async () => {
    const edits = on(all, conf, set(/^/, "include_dir 'conf.d'\nsynchronous_standby_names = ''\n"));
    expect(linesOf(await diagnosedBy(lab, { rules, edits }))).toEqual([]);
  });

  it.each<[string, Edit]>([
    ["other spellings", set("wal_log_hints = on", "Wal_Log_Hints TRUE   # yes")],
    ["the last one counts", set("wal_log_hints = on", "wal_log_hints = off\nwal_log_hints = on")],
    [
      "the older form of a list",
      set(sync, "synchronous_standby_names = 'ANY 1 (\"pg2\", PG3, pg1)'"),
    ],
    ["anybody", set(sync, "synchronous_standby_names = 'ANY 1 (*)'")],
    ["an address for a name", set("host=pg1,", "host=10.88.0.11,")],
    ["another unit", set("wal_receiver_timeout = 3s", "wal_receiver_timeout = 3000")],
    ["the own address", set("listen_addresses = '*'", "listen_addresses = 'localhost, 0.0.0.0'")],
  ])("what looks like a mistake, and is right: %s", async (_, change) => {
    expect(linesOf(await diagnosedBy(lab, { rules, edits: on(all, conf, change) }))).toEqual([]);
  });
});

it("explains the setting in a line", () => {
  const text = "# wal_level = minimal\nWal_Level = replica\nshared_buffers = 1MB\n";
  expect([1, 2, 3, 9].map((line) => explain.at(text, line)?.name)).toEqual([
    undefined,
    "wal_level",
    undefined,
    undefined,
  ]);
});
