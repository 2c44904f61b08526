import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { hostIn, membersIn, parseEtcd } from "../../../cli/technologies/patroni/config/etcd-env.ts";
import { parsePatroni } from "../../../cli/technologies/patroni/config/patroni-yml.ts";
import { kind as etcdStop } from "../../../cli/technologies/patroni/faults/etcd-stop.ts";
import { kind as switchover } from "../../../cli/technologies/patroni/faults/patroni-switchover.ts";
import { kind as roleProbe } from "../../../cli/technologies/patroni/probes/patroni-role.ts";
import { kind as etcd } from "../../../cli/technologies/patroni/readers/etcd.ts";
import {
  kind as patroni,
  senderTimeoutS,
} from "../../../cli/technologies/patroni/readers/patroni.ts";
import { parseRole } from "../../../cli/technologies/patroni/roles.ts";
import { kind as writable } from "../../../cli/technologies/transactions/probes/writable.ts";
import { patroniNodes } from "../../fixtures/beds/patroni-nodes.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = (name: string) => readFileSync(join(import.meta.dirname, "dumps", name), "utf8");

describe("what is in force", () => {
  it("is read from Patroni", () => {
    const state = patroni.parse(dump("patroni.primary"));
    expect(state).toMatchObject({ role: "primary", scope: "shop", dynamic: { ttl: 8 } });
    expect(state && patroni.rows(state)).toEqual([
      {
        of: "Patroni",
        values: { ttl: 8, loop_wait: 1, retry_timeout: 3, wal_sender_timeout: 3 },
      },
    ]);
  });

  it("is read while there is no server yet, and has PostgreSQL's default then", () => {
    const state = patroni.parse(dump("patroni.copying"));
    expect(state).toMatchObject({ state: "creating replica", role: "none" });
    expect(state && senderTimeoutS(state)).toBe(60);
  });

  it.each(["", "patroni does not run", "{", '{"name": 1}'])("is nothing: %s", (text) => {
    expect(patroni.parse(text)).toBeUndefined();
  });

  it("is read from etcd", () => {
    const state = etcd.parse(dump("etcd.leader"));
    expect(state).toEqual({
      ...{ name: "db1", members: ["db1", "db2", "db3"], leads: true },
      ...{ heartbeatS: 0.1, electionS: 1 },
    });
    expect(state && etcd.joining?.(state)).toBeUndefined();
    // Most of the others are not there: it knows nobody.
    const alone = etcd.parse("ETCD_NAME=db1\nstatus 1 false\n");
    expect(alone && etcd.joining?.(alone)).toBe("most of etcd's members");
    expect(etcd.parse("etcd does not run")).toBeUndefined();
  });
});

/** The bound of a formula, of nodes with these dynamic settings. */
function bound(formula: string, dynamic: Readonly<Record<string, number>>, senderTimeoutMs = 3000) {
  const state = {
    ...{ name: "db1", scope: "shop", state: "running", role: "replica", timeline: 1 },
    ...{ dynamic, parameters: {}, senderTimeoutMs },
  };
  const own = { name: "db1", members: ["db1"], leads: true, heartbeatS: 0.1, electionS: 1 };
  const also = [inForce("lb1", "patroni", state), inForce("lb1", "etcd", own)] as const;
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const run = RunView.of(seeded({ check, vrrp: [], also: also.map((one) => [1, one]) }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view && resolveBound({ formula }, view, "site");
}

describe("how long it takes", () => {
  const timers = { ttl: 8, loop_wait: 1, retry_timeout: 3 };

  it("until another one leads: T - L to max(T, 3E) + L + R + 2.5 s", () => {
    expect(bound("patroni-failover", timers)).toMatchObject({
      lo: 7,
      hi: 8 + 2.5 + 1 + 3,
    });
  });

  it("by Patroni's own timers where nobody says others", () => {
    expect(bound("patroni-failover", {})).toMatchObject({ inputs: { T: 30, L: 10, R: 10 } });
  });

  it("until commits wait for another standby", () => {
    expect(bound("patroni-standby-dies", timers)).toMatchObject({ lo: 0, hi: 7 });
    expect(bound("patroni-standby-dies", timers, 60_000)).toMatchObject({ hi: 64 });
  });

  it("until the leader has handed over", () => {
    expect(bound("patroni-switchover", timers)).toMatchObject({ lo: 0, hi: 6 });
  });

  it.each(["patroni-failover", "patroni-standby-dies", "patroni-switchover"])(
    "%s is not known where no Patroni told anything",
    (formula) => {
      const check = { check: "lost", probe: "site", "at-most": 0 };
      const run = RunView.of(seeded({ check, vrrp: [] }));
      const step = run.plan?.steps[0];
      const view = step && viewOf(run, step, "expect");
      expect(view && resolveBound({ formula }, view, "site")).toMatch(/no node's Patroni/);
    },
  );
});

describe("files", () => {
  it("of Patroni: by the keys that lead to a setting, with its line", () => {
    const conf = parsePatroni("scope: a\nbootstrap:\n  dcs:\n    ttl: 8\n    deep: { x: on }\n");
    expect(conf?.get("bootstrap.dcs.ttl")).toEqual({ line: 4, value: 8 });
    expect(conf?.get("bootstrap.dcs.deep.x")).toEqual({ line: 5, value: "on" });
    expect(conf?.get("bootstrap.dcs.ttl.more")).toBeUndefined();
    expect(conf?.get("name")).toBeUndefined();
    expect(parsePatroni("a: [1\nb: 2")).toBeUndefined();
    expect(parsePatroni("- a")).toBeUndefined();
  });

  it("of etcd: an assignment a line, the last one counts", () => {
    const vars = parseEtcd('#ETCD_NAME=x\nETCD_NAME=a\n  ETCD_NAME="b"\nOTHER=1\n');
    expect([...vars]).toEqual([["ETCD_NAME", { line: 3, value: "b" }]]);
    expect(membersIn("b=http://b:2380, a=http://a:2380")).toEqual(["a", "b"]);
    expect(["http://db1:2380", "db1:8008", "db1"].map(hostIn)).toEqual(["db1", "db1", "db1"]);
  });
});

describe("who has a role", () => {
  const spec = { kind: "patroni-role" as const, nodes: ["db1", "db2", "db3"] };
  const said = (words: Readonly<Record<string, string>>) => ({
    nowNs: 0,
    words: Object.entries(words).map(([node, value]) => ({
      ...{ kind: "told" as const, t: 0, probe: "sync", node, value },
    })),
  });
  const holders = (words: Readonly<Record<string, string>>) =>
    roleProbe.holders?.({ ...spec, role: "sync_standby" }, said(words));
  const unsteady = (words: Readonly<Record<string, string>>) =>
    roleProbe.unsteady?.({ ...spec, role: "sync_standby" }, said(words));

  it("is known by each node's last word", () => {
    const hearing = said({ db1: "primary", db2: "sync_standby", db3: "replica" });
    const words = [...said({ db3: "sync_standby" }).words, ...hearing.words];
    expect(roleProbe.holders?.({ ...spec, role: "sync_standby" }, { nowNs: 0, words })).toEqual([
      "db2",
    ]);
    expect(holders({ db1: "primary" })).toEqual([]);
  });

  it("is settled when each has one of them", () => {
    expect(unsteady({ db1: "primary", db2: "sync_standby" })).toBeUndefined();
    expect(unsteady({ db1: "primary_alone" })).toBe("db1 has no synchronous standby yet");
    expect(unsteady({ db1: "primary", db3: "creating_replica" })).toBe(
      "Patroni of db3 is creating replica",
    );
  });

  it("is read from a line", () => {
    expect(parseRole("role 1221954694367 sync_standby")).toEqual({
      ...{ atNs: 1221954694367, value: "sync_standby" },
    });
    expect(parseRole("role x primary")).toBeUndefined();
  });

  it("is, for a probe that writes, who took the last write", () => {
    const client = {
      from: "c",
      to: ["a"],
      driver: "postgresql" as const,
      database: "d",
      user: "u",
    };
    const more = { password: "", table: "t", every: 100, timeout: 1000 };
    const words = ["db1 yes", "db2 yes", "db1 no"].map((value, t) => ({
      ...{ kind: "told" as const, t, probe: "primary", node: "c", value },
    }));
    const found = writable.holders?.({ kind: "writable", ...client, ...more }, { nowNs: 9, words });
    expect(found).toEqual(["db2"]);
  });
});

describe("faults", () => {
  const nodes = ["db1", "db2", "db3"];

  it("nobody is asked to hand over while two lead", async () => {
    const { bed, env } = patroniNodes();
    bed.roles["db2"] = "primary";
    const spec = { fault: "patroni-switchover" as const, nodes };
    await expect(switchover.prepare(spec, env, testCtx())).rejects.toThrow(/2 lead/);
  });

  it("a leader that hands over to nobody is no switchover, and its words are told", async () => {
    const { bed, env } = patroniNodes();
    bed.refuses = "candidate name does not match with sync_standby";
    const { undo } = await switchover.prepare(
      { fault: "patroni-switchover", nodes },
      env,
      testCtx(),
    );
    await expect(switchover.inject(undo, env, testCtx())).rejects.toMatchObject({
      details: [expect.stringContaining("does not match with sync_standby")],
    });
  });

  it("etcd that runs on was not stopped", async () => {
    const { bed, env } = patroniNodes();
    const { undo } = await etcdStop.prepare(
      { fault: "etcd-stop", nodes: ["db2", "db3"] },
      env,
      testCtx(),
    );
    await etcdStop.inject(undo, env, testCtx());
    expect((await etcdStop.verify(undo, env, testCtx())).ok).toBe(true);
    bed.etcd.add("db3");
    const { ok, evidence } = await etcdStop.verify(undo, env, testCtx());
    expect(ok).toBe(false);
    expect(evidence).toContain("etcd of db3 runs");
  });
});
