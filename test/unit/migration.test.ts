import { describe, expect, it } from "vitest";
import type { SampleRow } from "../../cli/core/journal/events.ts";
import { RunView, type StepView } from "../../cli/core/journal/view.ts";
import { loadChecks } from "../../cli/core/kinds/check.ts";
import { type AnyFault, type FaultEnv, loadFaults } from "../../cli/core/kinds/fault.ts";
import { loadProbes } from "../../cli/core/kinds/probe.ts";
import { bridgePlug } from "../../cli/providers/bridge-filter.ts";
import {
  inForceOf,
  isOverloaded,
  liveMigration,
  nextTryS,
} from "../../cli/technologies/migration/formulas/live-migration.ts";
import { memorySize, parseMove } from "../../cli/technologies/migration/guest.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";

const parameters = (limit: number) =>
  `parameters {"return": {"downtime-limit": ${limit}, "max-bandwidth": 32000000, "max-cpu-throttle": 95}}`;
const capabilities = (on: boolean) =>
  `capabilities {"return": [{"state": false, "capability": "xbzrle"}, {"state": ${on}, "capability": "auto-converge"}]}`;
const result =
  'result {"return": {"status": "completed", "downtime": 63, "total-time": 3805, "ram": {"transferred": 88000000, "dirty-sync-count": 4}}}';

function said(outcome: string, converge = true): string {
  return [parameters(100), capabilities(converge), result, `outcome ${outcome}`, ""].join("\n");
}

describe("what a move came to", () => {
  it("quotes QEMU's figures and the parameters that were in force", () => {
    expect(parseMove(said("completed"))).toEqual({
      outcome: "completed",
      evidence: [
        "the move is completed",
        "QEMU: 3.805 s in all, stood still for 63 ms, 88 MB sent, 4 rounds",
        "in force: downtime-limit 100 ms, max-bandwidth 32 MB/s, auto-converge on, max-cpu-throttle 95 %",
      ],
    });
  });

  it("says why a hypervisor refused, with nothing else to tell", () => {
    expect(parseMove("outcome refused: the guest is here\n")).toEqual({
      outcome: "refused",
      evidence: ["the move is refused: the guest is here"],
    });
  });

  it("is unknown while the tool has said no outcome, whatever else it said", () => {
    expect(parseMove(parameters(100))).toBeUndefined();
    expect(parseMove("")).toBeUndefined();
  });

  it("lives with figures that are cut off or of another shape", () => {
    expect(parseMove("result {\noutcome failed: x")?.evidence).toEqual(["the move is failed: x"]);
    expect(parseMove('result {"return": {}}\noutcome failed: x')?.evidence).toHaveLength(1);
    expect(parseMove('result {"return": 1}\noutcome failed: x')?.outcome).toBe("failed");
  });
});

describe("the bound of a live migration", () => {
  const view = (outcome: string, converge: boolean) =>
    ({
      fault: { evidence: parseMove(said(outcome, converge))?.evidence ?? [] },
    }) as unknown as StepView;

  it.each([
    [0.05, 0.2],
    [0.2, 0.2],
    [0.25, 0.6],
    [0.6, 0.6],
    [1, 1.4],
    [2, 3],
  ])("a standstill of %d s is over at TCP's try after %d s", (standstill, next) => {
    expect(nextTryS(standstill)).toBeCloseTo(next);
  });

  it("is TCP's next try after the downtime limit", () => {
    expect(liveMigration(view("completed", false))).toMatchObject({ lo: 0, hi: 0.2 });
  });

  it("adds the pauses of a guest that is slowed, 190 ms at 95 %", () => {
    const bound = liveMigration(view("completed", true));
    expect(bound).toMatchObject({ inputs: { pause: 0.19 } });
    expect(typeof bound === "string" ? 0 : bound.hi).toBeCloseTo(0.39);
  });

  it("is not known without parameters in force", () => {
    expect(liveMigration({ fault: undefined } as unknown as StepView)).toMatch(/were read/);
    expect(inForceOf(["in force: nothing"])).toBeUndefined();
  });
});

interface Fake {
  /** The guest's state on each node. */
  readonly guest: Record<string, string>;
  readonly power: Record<string, string>;
  readonly last: Record<string, string>;
  readonly ran: string[];
  onRun?: (node: string, words: string) => void;
}

function fake(guest: Record<string, string>): Fake & { env: FaultEnv } {
  const self: Fake = { guest, power: {}, last: {}, ran: [] };
  const agent = (node: string) => ({
    node,
    async run(argv: readonly string[]) {
      const words = argv.join(" ");
      self.ran.push(`${node}: ${words}`);
      self.onRun?.(node, words);
      if (words === "halab-guest status") return { exitCode: 0, stdout: `${guest[node]} (x)\n` };
      if (words === "halab-guest sent") return { exitCode: 0, stdout: "4096\n" };
      if (words === "halab-guest last") return { exitCode: 0, stdout: self.last[node] ?? "" };
      return { exitCode: 0, stdout: "", stderr: "" };
    },
  });
  const env = {
    plan: makePlan(),
    resolve: (ref: string) => ref,
    cluster: {
      state: async (node: string) => self.power[node] ?? "running",
      powerOff: async (node: string) => {
        self.power[node] = "off";
      },
      powerOn: async (node: string) => {
        self.power[node] = "running";
      },
    },
    agent: async (node: string) => agent(node),
    switch: async () => ({
      agent: agent("switch"),
      plug: bridgePlug,
      ports: async () => [{ node: "hv2", segment: "san", port: "veth2" }],
    }),
  } as unknown as FaultEnv;
  return Object.assign(self, { env });
}

async function kindOf(name: string): Promise<AnyFault> {
  const kind = (await loadFaults()).get(name);
  if (!kind) throw new Error(name);
  return kind;
}

async function prepared(name: string, spec: Record<string, unknown>, env: FaultEnv) {
  const kind = await kindOf(name);
  const parsed = kind.schema.parse({ fault: name, ...spec });
  return { kind, undo: (await kind.prepare(parsed, env, testCtx())).undo };
}

describe("migrate", () => {
  it("moves the guest and looks on both sides where it runs now", async () => {
    const hv = fake({ hv1: "running", hv2: "none" });
    const { kind, undo } = await prepared("migrate", { node: "hv1", to: "hv2" }, hv.env);
    hv.onRun = (_node, words) => {
      if (!words.startsWith("halab-guest move")) return;
      Object.assign(hv.guest, { hv1: "none", hv2: "running" });
      hv.last["hv1"] = said("completed");
    };
    await kind.inject(undo, hv.env, testCtx());
    expect(hv.ran).toContain("hv1: halab-guest move hv2 30");
    const seen = await kind.verify(undo, hv.env, testCtx());
    expect(seen.ok).toBe(true);
    expect(seen.evidence).toEqual(expect.arrayContaining(["on hv1: none", "on hv2: running"]));
  });

  it("counts a refused move as made: where the guest ought to be is for the checks", async () => {
    const hv = fake({ hv1: "running", hv2: "none" });
    const { kind, undo } = await prepared("migrate", { node: "hv1", to: "hv2" }, hv.env);
    hv.last["hv1"] = "outcome refused: hv2 does not answer\n";
    expect(await kind.verify(undo, hv.env, testCtx())).toMatchObject({ ok: true });
    hv.last["hv1"] = "";
    expect(await kind.verify(undo, hv.env, testCtx())).toMatchObject({ ok: false });
  });

  it("begins only where a guest runs", async () => {
    const hv = fake({ hv1: "none", hv2: "running" });
    await expect(prepared("migrate", { node: "hv1", to: "hv2" }, hv.env)).rejects.toThrow(
      /no guest runs on hv1 \(none\)/,
    );
  });

  it("ends the load where the guest is, also when the move throws", async () => {
    const hv = fake({ hv1: "running", hv2: "none" });
    const spec = { node: "hv1", to: "hv2", dirty: "24MiB" };
    const { kind, undo } = await prepared("migrate", spec, hv.env);
    hv.onRun = (_node, words) => {
      if (words.startsWith("halab-guest move")) throw new Error("the agent is gone");
    };
    await expect(kind.inject(undo, hv.env, testCtx())).rejects.toThrow(/gone/);
    expect(hv.ran).toContain("hv1: halab-guest dirty 24");
    expect(hv.ran).toContain("hv1: halab-guest dirty 0");
  });

  it("takes memory in MiB only", () => {
    expect(memorySize.parse("24MiB")).toBe(24);
    expect(memorySize.parse(24)).toBe(24);
    expect(memorySize.safeParse("24MB").success).toBe(false);
  });
});

describe("migrate-crash", () => {
  const crashed = async (outcome: string) => {
    const hv = fake({ hv1: "running", hv2: "inmigrate" });
    const spec = { node: "hv1", to: "hv2", after: "10ms" };
    const { kind, undo } = await prepared("migrate-crash", spec, hv.env);
    hv.last["hv1"] = said(outcome);
    await kind.inject(undo, hv.env, testCtx());
    return { hv, kind, undo, seen: await kind.verify(undo, hv.env, testCtx()) };
  };

  it("takes the target's power while the guest moves, and gives it back", async () => {
    const { hv, kind, undo, seen } = await crashed("failed: Broken pipe");
    expect(hv.power["hv2"]).toBe("off");
    expect(seen.ok).toBe(true);
    expect(seen.evidence).toContain("on hv2: off");
    await kind.heal?.(undo, hv.env, testCtx());
    expect(hv.power["hv2"]).toBe("running");
  });

  it.each(["completed", "refused: x"])("missed a move that was %s before", async (outcome) => {
    expect((await crashed(outcome)).seen.ok).toBe(false);
  });
});

it("an address of a guest is watched by who runs it", async () => {
  const kind = (await loadProbes()).get("address-owner");
  const spec = { kind: "address-owner", segment: "lan", address: "10.88.0.50" };
  const watch = (more: object) => kind?.watch?.(kind.schema.parse({ ...spec, ...more }))?.by;
  expect(watch({ guest: true })).toEqual(["halab-guest", "watch"]);
  expect(watch({})).toBeUndefined();
});

describe("stall", () => {
  /** 200 lines, 10 ms apart, each answered after 2 ms; `waits` says for which lines it took longer. */
  const judged = async (
    waits: Record<number, number>,
    more: object = {},
    outcome?: string,
    fault?: object,
  ) => {
    const run = new RunView();
    run.apply({ kind: "probe", t: 0, probe: "talk", t0: 0, intervalUs: 10_000 });
    const rows = Array.from({ length: 200 }, (_, k): SampleRow => {
      const wait = waits[k];
      const ended = k * 10_000 + (wait ?? 0.002) * 1e6;
      const how = wait !== undefined && outcome ? (outcome as "reset") : "ok";
      return [k, k * 10_000, k * 10_000 + 50, ended, how, "shop"];
    });
    run.apply({ kind: "samples", t: 2e9, probe: "talk", rows });
    const view = {
      run,
      fault,
      phase: "hold",
      sinceNs: 0.5e9,
      untilNs: 1.9e9,
    } as unknown as StepView;
    const kind = (await loadChecks()).get("stall");
    const spec = kind?.schema.parse({ check: "stall", probe: "talk", within: "300ms", ...more });
    return kind && spec ? kind.judge(spec, view) : undefined;
  };

  it("is the longest wait of the phase, although nothing was lost", async () => {
    expect(await judged({ 80: 0.219, 90: 0.12 })).toMatchObject({
      verdict: "pass",
      measured: 0.219,
    });
  });

  it("fails beyond its bound, and beyond what users bear", async () => {
    expect(await judged({ 80: 0.5 })).toMatchObject({ verdict: "fail", measured: 0.5 });
    expect(await judged({ 80: 0.2 }, { limit: "100ms" })).toMatchObject({ verdict: "fail" });
  });

  it("does not blame a guest for a machine that was too busy", async () => {
    const loaded = { evidence: ["load 19.4 on 2 processors"] };
    expect(await judged({ 80: 0.5 }, {}, undefined, loaded)).toMatchObject({ verdict: "unknown" });
    expect(await judged({ 80: 0.2 }, {}, undefined, loaded)).toMatchObject({ verdict: "pass" });
    const bears = { limit: "100ms" };
    expect(await judged({ 80: 0.2 }, bears, undefined, loaded)).toMatchObject({ verdict: "fail" });
    expect(isOverloaded(["load 5.9 on 2 processors", "load ? on ? processors"])).toBe(false);
  });

  it("fails when a line was never answered, however short its wait", async () => {
    expect(await judged({ 80: 0.01 }, {}, "reset")).toMatchObject({ verdict: "fail" });
  });

  it("leaves out what came before and after the phase", async () => {
    expect(await judged({ 10: 3, 195: 3 })).toMatchObject({ verdict: "pass", measured: 0.002 });
  });

  it("knows nothing without samples", async () => {
    expect(await judged({}, { probe: "site" })).toMatchObject({ verdict: "unknown" });
  });
});
