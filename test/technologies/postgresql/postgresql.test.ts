import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import {
  isOn,
  parseConf,
  settingOf,
  sizeMiB,
} from "../../../cli/technologies/postgresql/config/conf.ts";
import { hostsOf, parseConninfo } from "../../../cli/technologies/postgresql/config/conninfo.ts";
import { letsReplicate, parseHba } from "../../../cli/technologies/postgresql/config/hba.ts";
import { kind as promote } from "../../../cli/technologies/postgresql/faults/promote.ts";
import { kind as switchover } from "../../../cli/technologies/postgresql/faults/switchover.ts";
import {
  type PostgresState,
  kind as postgresql,
} from "../../../cli/technologies/postgresql/readers/postgresql.ts";
import { isNamed, parseSyncNames } from "../../../cli/technologies/postgresql/sync-names.ts";
import { servers } from "../../fixtures/beds/servers.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = (name: string) =>
  readFileSync(join(import.meta.dirname, `dumps/postgresql.${name}`), "utf8");

describe("what a server says of itself", () => {
  it("is read", () => {
    expect(postgresql.parse(dump("primary"))).toMatchObject({
      ...{ standby: false, timeline: 1, follows: null },
      settings: { synchronous_standby_names: "ANY 1 (pg1, pg2, pg3)", wal_sender_timeout: "3000" },
      standbys: expect.arrayContaining([{ name: "pg2", state: "streaming", sync: "quorum" }]),
    });
    expect(postgresql.parse(dump("standby"))).toMatchObject({ standby: true, follows: "pg1" });
  });

  it.each(["", "psql: error", "{", '{"standby": 1}'])("is nothing: %s", (text) => {
    expect(postgresql.parse(text)).toBeUndefined();
  });

  it("has its timeouts for the report", () => {
    const state = postgresql.parse(dump("primary"));
    expect(state && postgresql.rows(state)).toEqual([
      { of: "replication", values: { wal_sender_timeout: 3, wal_receiver_timeout: 3 } },
    ]);
  });
});

describe("files", () => {
  it("of settings: the last of a name counts, comments and quotes are none of a value", () => {
    const conf = parseConf("a = 1\nA 'it''s' # no\n#a = 3\nb='x\\'y'\nnonsense\n");
    expect(settingOf(conf, "a")).toEqual({ line: 2, name: "a", value: "it's" });
    expect(settingOf(conf, "b")?.value).toBe("x'y");
    expect(conf.includes).toBe(false);
    expect(parseConf("include_dir 'conf.d'").includes).toBe(true);
  });

  it("of settings: booleans and sizes", () => {
    expect(["on", "TRUE", "yes", "1", "off", "2"].map(isOn)).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ]);
    expect(["64", "1GB", "512kB", "-1", "much"].map(sizeMiB)).toEqual([
      64,
      1024,
      0.5,
      -1,
      undefined,
    ]);
  });

  it("connection strings", () => {
    const conninfo = parseConninfo("host=pg1,pg2  user = replicator password='a b\\'c'");
    expect(Object.fromEntries(conninfo ?? [])).toEqual({
      ...{ host: "pg1,pg2", user: "replicator", password: "a b'c" },
    });
    expect(conninfo && hostsOf(conninfo)).toEqual(["pg1", "pg2"]);
    expect(parseConninfo("postgresql://pg1/db")).toBeUndefined();
  });

  it.each<[string, boolean | undefined]>([
    ["host replication all 10.0.0.0/24 trust", true],
    ["host all all 10.0.0.0/24 trust", false],
    ["host replication other 10.0.0.0/24 trust", false],
    ["host replication all 10.0.1.0/24 trust", false],
    ["host replication all 10.0.0.0/24 reject\nhost replication all all trust", false],
    ["host replication all 10.0.0.0 255.255.255.0 trust", undefined],
    ["local replication all peer", false],
    ["hostssl all,replication all all scram-sha-256", true],
  ])("who may replicate: %s", (text, is) => {
    expect(letsReplicate(parseHba(text), { user: "r", source: "10.0.0.9" }).is).toBe(is);
  });

  it.each([
    ['ANY 2 (a, "b", c)', { method: "any", count: 2, names: ["a", "b", "c"] }],
    ["first 1 (a)", { method: "first", count: 1, names: ["a"] }],
    ["2 (a, b)", { method: "first", count: 2, names: ["a", "b"] }],
    ["a, b", { method: "first", count: 1, names: ["a", "b"] }],
    ["", undefined],
  ])("whom commits wait for: %s", (text, expected) => {
    expect(parseSyncNames(text)).toEqual(expected);
  });

  it("anybody is named by a star", () => {
    expect(isNamed({ method: "any", count: 1, names: ["*"] }, "x")).toBe(true);
    expect(isNamed({ method: "any", count: 1, names: ["PG2"] }, "pg2")).toBe(true);
  });
});

it.each<[string, string, number]>([
  ["ANY 1 (lb1, lb2, lb3)", "on", 0],
  ["ANY 2 (lb1, lb2, lb3)", "on", 3600],
  ["FIRST 1 (lb1, lb2, lb3)", "on", 3],
  ["FIRST 1 (lb2, lb3, lb1)", "on", 0],
  ["lb2", "on", 3600],
  ["", "on", 0],
  ["ANY 2 (lb1, lb2, lb3)", "local", 0],
])(
  "while %s is waited for, with %s, commits hang for up to %d s when lb1 dies",
  (names, commit, hi) => {
    const settings = {
      ...{ synchronous_standby_names: names, synchronous_commit: commit },
      wal_sender_timeout: "3000",
    };
    const state: PostgresState = {
      ...{ standby: false, timeline: 1, settings },
      ...{ standbys: [], slots: [], follows: null },
    };
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const also = ["lb1", "lb2", "lb3"].map(
      (node) => [1, inForce(node, "postgresql", state)] as const,
    );
    const run = RunView.of(seeded({ check, vrrp: [], also }));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect");
    const found = view && resolveBound({ formula: "postgresql-standby-dies" }, view, "site");
    expect(found).toMatchObject({ lo: 0, hi });
  },
);

describe("who is promoted", () => {
  it("is the standby that has most", async () => {
    const { env } = servers();
    const { nodes } = await promote.prepare(
      { fault: "promote", nodes: ["pg2", "pg3"] },
      env,
      testCtx(),
    );
    expect(nodes).toEqual(["pg3"]);
  });

  it("is the first of those that have as much", async () => {
    const { env, state } = servers();
    if (state["pg2"]) state["pg2"].bytes = state["pg3"]?.bytes ?? 0;
    const spec = { fault: "promote" as const, nodes: ["pg2", "pg3"] };
    expect((await promote.prepare(spec, env, testCtx())).nodes).toEqual(["pg2"]);
  });

  it("is nobody where all are off, and that is said", async () => {
    const { env, state } = servers();
    for (const one of Object.values(state)) one.power = "off";
    const spec = { fault: "promote" as const, nodes: ["pg2", "pg3"] };
    await expect(promote.prepare(spec, env, testCtx())).rejects.toThrow(/none of pg2, pg3/);
  });

  it("nobody is switched over while there are two primaries", async () => {
    const { env, state } = servers();
    if (state["pg2"]) state["pg2"].role = "primary";
    const spec = { fault: "switchover" as const, nodes: ["pg1", "pg2", "pg3"] };
    await expect(switchover.prepare(spec, env, testCtx())).rejects.toThrow(/2 are primaries/);
  });
});
