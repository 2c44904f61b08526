import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { parseOptionFile } from "../../../cli/technologies/galera/config/option-file.ts";
import {
  parseOptions,
  periodS,
  sizeBytes,
} from "../../../cli/technologies/galera/config/provider-options.ts";
import { kind as stop } from "../../../cli/technologies/galera/faults/galera-stop.ts";
import { kind as garbd } from "../../../cli/technologies/galera/readers/garbd.ts";
import { kind as mariadb } from "../../../cli/technologies/galera/readers/mariadb.ts";
import { galera } from "../../fixtures/beds/galera.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/mariadb.one"), "utf8");

describe("what is in force", () => {
  it("is read from the server", () => {
    const state = mariadb.parse(dump);
    expect(state?.status).toMatchObject({
      wsrep_cluster_status: "Primary",
      wsrep_local_state_comment: "Synced",
    });
    expect(state && mariadb.rows(state)).toMatchObject([
      { of: "Galera", values: { "suspect timeout": 5, "keepalive period": 1 } },
    ]);
    expect(state && mariadb.joining?.(state)).toBeUndefined();
    expect(mariadb.parse("ERROR 2002")).toBeUndefined();
  });

  it("is read from the arbitrator's command line", () => {
    const text =
      "garbd\n-n\na\n-a\ngcomm://10.0.0.1:4567\n-g\nhalab\n-o\nevs.suspect_timeout=PT2S\ncomponent PRIMARY\n";
    const named = { address: "gcomm://10.0.0.1:4567", group: "halab", component: "PRIMARY" };
    const found = { ...named, suspectS: 2, keepaliveS: 1 };
    expect(garbd.parse(text)).toEqual(found);
    expect(garbd.joining?.(found)).toBeUndefined();
    expect(garbd.joining?.({ ...found, component: "" })).toBe("a primary component");
    expect(garbd.parse("")).toBeUndefined();
  });
});

it("a silent member is given up after S - K to S + 2P + J, less what a client waits for", () => {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const provider =
    "evs.suspect_timeout = PT1.5S; evs.keepalive_period = PT0.3S; evs.inactive_check_period = PT0.3S; evs.join_retrans_period = PT1S; ";
  const state = { settings: { wsrep_provider_options: provider }, status: {}, transfer: "none" };
  const told = ["lb1", "lb2"].map((node) => inForce(node, "mariadb", state));
  const run = RunView.of(seeded({ check, vrrp: [], also: told.map((one) => [1, one]) }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  const found = view && resolveBound({ formula: "galera-loss" }, view, "site");
  expect(found).toMatchObject({ lo: expect.closeTo(1.2, 2), hi: expect.closeTo(3.1, 2) });
});

it.each([
  ["PT5S", 5],
  ["PT0.5S", 0.5],
  ["PT1M30S", 90],
  ["P1DT1H", 90_000],
  ["5S", undefined],
  ["PT5", undefined],
  ["PT", undefined],
  ["", undefined],
])("the period %s", (text, seconds) => {
  expect(periodS(text)).toBe(seconds);
});

it.each([
  ["128M", 128 * 2 ** 20],
  ["1g", 2 ** 30],
  ["17", 17],
  ["1X", undefined],
])("the size %s", (text, bytes) => {
  expect(sizeBytes(text)).toBe(bytes);
});

it("provider options are a list in one text, of which the last of a name counts", () => {
  const options = parseOptions(" a.b = 1 ;c=; ;d; a.b=2;");
  expect([...options.values()]).toEqual([
    { name: "a.b", value: "2" },
    { name: "c", value: "" },
    { name: "d", value: "" },
  ]);
});

it("an option file is read as the server reads it", () => {
  const text = [
    "# a comment",
    "[client]",
    "port = 1",
    "[mysqld]  ",
    " loose-wsrep-on=ON  # for now",
    'wsrep_provider_options = "a=1; b=2 # 3"',
    "; another",
    "skip-log-bin",
    "!includedir /etc/x",
    "",
  ].join("\r\n");
  expect(parseOptionFile(text).options).toEqual([
    { name: "port", value: "1", group: "client", line: 3 },
    { name: "wsrep_on", value: "ON", group: "mysqld", line: 5 },
    { name: "wsrep_provider_options", value: "a=1; b=2 # 3", group: "mysqld", line: 6 },
    { name: "skip_log_bin", value: undefined, group: "mysqld", line: 8 },
  ]);
});

describe("all are stopped", () => {
  const spec = { fault: "galera-stop", nodes: ["g1", "g3", "g2"], pause: 10 } as const;

  async function begun(change: (bed: ReturnType<typeof galera>["bed"]) => void, more = {}) {
    const { bed, env } = galera();
    const ctx = testCtx();
    change(bed);
    const { undo } = await stop.prepare({ ...spec, nodes: [...spec.nodes], ...more }, env, ctx);
    await stop.inject(undo, env, ctx);
    expect((await stop.verify(undo, env, ctx)).ok).toBe(true);
    await stop.heal?.(undo, env, ctx);
    return { bed, seen: await stop.verifyHealed?.(undo, env, ctx) };
  }

  it("and begun anew with whom the operator's script names", async () => {
    const { bed, seen } = await begun(() => {});
    expect([bed.begunWith, seen?.ok]).toEqual(["g2", true]);
    expect(bed.ran).toContain("g1: halab-galera choose");
    expect(bed.ran.filter((one) => one.endsWith("halab-galera join")).sort()).toEqual([
      "g1: halab-galera join",
      "g3: halab-galera join",
    ]);
  });

  it("or with the wrong one, if it names that", async () => {
    const { bed } = await begun((one) => {
      one.choice = "g1";
    });
    expect(bed.begunWith).toBe("g1");
  });

  it("or with the one that the fault names, and no script is asked", async () => {
    const { bed } = await begun(() => {}, { "begin-with": "g3" });
    expect(bed.begunWith).toBe("g3");
    expect(bed.ran.join()).not.toContain("choose");
  });

  it("and a script that names nobody is said, with what it was told", async () => {
    const failed = begun((one) => {
      one.choice = "nobody";
    });
    await expect(failed).rejects.toMatchObject({
      message: 'galera-choose on g1 said "nobody", which is no member',
      details: ["g1 uuid 10 0", "g3 uuid 20 0", "g2 uuid 30 0"],
    });
  });
});
