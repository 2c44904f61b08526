import { describe, expect, it } from "vitest";
import type { SampleRow } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { AnyFault, FaultEnv } from "../../../cli/core/kinds/fault.ts";
import type { StepView } from "../../../cli/core/kinds/formula.ts";
import { kind as liveMigration } from "../../../cli/technologies/migration/formulas/live-migration.ts";
import { memorySize, parseMove } from "../../../cli/technologies/migration/guest.ts";
import {
  inForceOf,
  isOverloaded,
  nextTryS,
} from "../../../cli/technologies/migration/standstill.ts";
import { hypervisors, parameters, said } from "../../fixtures/beds/hypervisors.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

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
    expect(liveMigration.bound(view("completed", false), "site")).toMatchObject({ lo: 0, hi: 0.2 });
  });

  it("adds the pauses of a guest that is slowed, 190 ms at 95 %", () => {
    const bound = liveMigration.bound(view("completed", true), "site");
    expect(bound).toMatchObject({ inputs: { pause: 0.19 } });
    expect(typeof bound === "string" ? 0 : bound.hi).toBeCloseTo(0.39);
  });

  it("is not known without parameters in force", () => {
    expect(liveMigration.bound({ fault: undefined } as unknown as StepView, "site")).toMatch(
      /were read/,
    );
    expect(inForceOf(["in force: nothing"])).toBeUndefined();
  });
});

async function kindOf(name: string): Promise<AnyFault> {
  const kind = kinds.faults.get(name);
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
    const hv = hypervisors({ hv1: "running", hv2: "none" });
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
    const hv = hypervisors({ hv1: "running", hv2: "none" });
    const { kind, undo } = await prepared("migrate", { node: "hv1", to: "hv2" }, hv.env);
    hv.last["hv1"] = "outcome refused: hv2 does not answer\n";
    expect(await kind.verify(undo, hv.env, testCtx())).toMatchObject({ ok: true });
    hv.last["hv1"] = "";
    expect(await kind.verify(undo, hv.env, testCtx())).toMatchObject({ ok: false });
  });

  it("begins only where a guest runs", async () => {
    const hv = hypervisors({ hv1: "none", hv2: "running" });
    await expect(prepared("migrate", { node: "hv1", to: "hv2" }, hv.env)).rejects.toThrow(
      /no guest runs on hv1 \(none\)/,
    );
  });

  it("ends the load where the guest is, also when the move throws", async () => {
    const hv = hypervisors({ hv1: "running", hv2: "none" });
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
    const hv = hypervisors({ hv1: "running", hv2: "inmigrate" });
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
  const kind = kinds.probes.get("address-owner");
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
      phase: "expect",
      sinceNs: 0.5e9,
      untilNs: 1.9e9,
    } as unknown as StepView;
    const kind = kinds.checks.get("stall");
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
