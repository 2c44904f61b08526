import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind as explain } from "../../../cli/technologies/patroni/explains/patroni.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = join(labsDir(), "postgres-patroni");
const rules = await rulesOf("patroni");
const [conf, etcd, cfg] = [
  "/etc/patroni/config.yml",
  "/etc/default/etcd",
  "/etc/haproxy/haproxy.cfg",
];
const all = ["db1", "db2", "db3"];

type Edit = (text: string) => string;

/** Replaces the first match; a text that has none is a mistake of the test. */
function set(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Record<string, Edit> {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

const members = /^ETCD_INITIAL_CLUSTER=.*$/m;

it("finds nothing in the solution", async () => {
  expect(linesOf(await diagnosedBy(lab, { rules }))).toEqual([]);
});

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Record<string, Edit>, string]>([
    ["ttl-short", on(all, conf, set("ttl: 15", "ttl: 6")), "db1/"],
    ["slow-lease", on(all, conf, set("ttl: 15", "ttl: 30")), "db1/"],
    ["slow-lease", on(all, conf, set("    ttl: 15\n", "")), "db1/"],
    [
      "not-synchronous",
      on(all, conf, set("synchronous_mode: true", "synchronous_mode: off")),
      "db1/",
    ],
    ["etcd3-takes-back", on(all, conf, set("\netcd:", "\netcd3:")), "db1/"],
    ["failsafe-off", on(all, conf, set("    failsafe_mode: true\n", "")), "db1/"],
    ["no-rewind", on(all, conf, set("use_pg_rewind: true", "use_pg_rewind: false")), "db1/"],
    ["silent-standby", on(all, conf, set("        wal_sender_timeout: 3s\n", "")), "db1/"],
    [
      "silent-standby",
      on(all, conf, set("wal_sender_timeout: 3s", "wal_sender_timeout: 1min")),
      "db1/",
    ],
    [
      "silent-standby",
      on(all, conf, set("wal_sender_timeout: 3s", "wal_sender_timeout: 0")),
      "db1/",
    ],
    ["scope-differs", on(["db3"], conf, set("scope: shop", "scope: shpo")), "db3/"],
    ["name-twice", on(["db2"], conf, set("name: db2", "name: db1")), "db2/"],
    [
      "address-elsewhere",
      on(["db2"], conf, set("connect_address: db2:5432", "connect_address: db1:5432")),
      "db2/",
    ],
    [
      "address-elsewhere",
      on(["db3"], conf, set("connect_address: db3:8008", "connect_address: 10.93.0.12:8008")),
      "db3/",
    ],
    [
      "etcd-few",
      on(all, etcd, set(members, "ETCD_INITIAL_CLUSTER=db1=http://db1:2380,db2=http://db2:2380")),
      "db1/",
    ],
    [
      "etcd-differs",
      on(
        ["db3"],
        etcd,
        set(
          members,
          "ETCD_INITIAL_CLUSTER=db1=http://db1:2380,db3=http://db3:2380,db4=http://db4:2380",
        ),
      ),
      "db3/",
    ],
    ["balancer-asks-replicas", on(["lb"], cfg, set("OPTIONS /primary", "OPTIONS /replica")), "lb/"],
    ["balancer-asks-tcp", on(["lb"], cfg, set(/^ *option httpchk.*\n/m, "")), "lb/"],
  ])("%s", async (rule, edits, place) => {
    const diagnosis = await diagnosedBy(lab, { rules, edits });
    // Every text has its arguments.
    expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
    const lines = linesOf(diagnosis);
    expect(lines, lines.join("\n")).toHaveLength(1);
    expect(lines[0]).toContain(`patroni/${rule} ${place}`);
  });

  it.each<[string, Record<string, Edit>]>([
    ["booleans in words", on(all, conf, set("synchronous_mode: true", "synchronous_mode: 'on'"))],
    [
      "an address for a name",
      on(["db1"], conf, set("connect_address: db1:8008", "connect_address: 10.93.0.11:8008")),
    ],
    [
      "a copy instead of a rewind",
      on(
        all,
        conf,
        set("use_pg_rewind: true", "remove_data_directory_on_diverged_timelines: true"),
      ),
    ],
    [
      "a parameter of the node's own",
      on(
        all,
        conf,
        (text) =>
          `${set("        wal_sender_timeout: 3s\n", "")(text)}  parameters: { wal_sender_timeout: 3000 }\n`,
      ),
    ],
    [
      "the members in another order",
      on(
        ["db2"],
        etcd,
        set(
          members,
          "ETCD_INITIAL_CLUSTER=db3=http://db3:2380,db1=http://db1:2380,db2=http://db2:2380",
        ),
      ),
    ],
    [
      "a check in defaults",
      on(["lb"], cfg, (text) =>
        set(
          "  mode tcp",
          "  mode tcp\n  option httpchk GET /primary",
        )(set(/^ *option httpchk OPTIONS.*\n/m, "")(text)),
      ),
    ],
    ["what is no YAML is Patroni's to refuse", on(["db1"], conf, () => "a: [1\nb: 2\n")],
  ])("what looks like a mistake, and is right: %s", async (_, edits) => {
    expect(linesOf(await diagnosedBy(lab, { rules, edits }))).toEqual([]);
  });
});

it("explains the setting in a line", () => {
  const text = "# ttl: 5\nbootstrap:\n  dcs:\n    ttl: 8\n    failsafe_mode: true\n";
  expect([1, 2, 4, 5, 9].map((line) => explain.at(text, line)?.name)).toEqual([
    ...[undefined, undefined, "ttl", "failsafe_mode", undefined],
  ]);
});
