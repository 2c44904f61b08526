import { describe, expect, it } from "vitest";
import type { EventOf } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { judgeBound } from "../../../cli/core/judge/evidence.ts";
import { LoadWatch } from "../../../cli/core/run/load/machine-load.ts";
import { viewOf } from "../../fixtures/kinds.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

type Load = Pick<EventOf<"load">, "waiting" | "busy">;

/** What a measured time is worth against a bound of 1 to 4 s (and 0.05 s), with such a load in the phase. */
function judged(measured: number, load?: Load, [fromS, toS] = [9, 15], machine?: "vm") {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const event = load && { kind: "load" as const, fromNs: atNs(fromS), others: 7, ...load };
  const run = RunView.of(seeded({ check, also: event ? [[toS, event]] : [] }));
  const [step] = run.plan?.steps ?? [];
  const [node] = run.plan?.nodes ?? [];
  if (machine && node) Object.assign(node, { machine });
  const view = step && viewOf(run, step, "expect");
  if (!view) throw new Error("the seeded journal has a step");
  return judgeBound(measured, { loMs: 1000, hiMs: 4000 }, view, "site", []);
}

describe("a time that came out beyond its bound", () => {
  const waited: Load = { waiting: 0.8, busy: 1 };

  it.each([
    ["close, on a crowded machine", 4.4, waited],
    ["close below, on a crowded machine", 0.6, waited],
    ["close, where nobody counts who waits", 4.4, { busy: 0.97 }],
  ])("is unknown: %s", (_, measured, load) => {
    const { verdict, evidence } = judged(measured, load);
    expect(verdict).toBe("unknown");
    expect(evidence.join("\n")).toMatch(/% of the time, with 7 other cluster.*played again alone/);
  });

  it.each([
    ["close, and nothing else was played", 4.4, undefined],
    ["close, but nobody waited", 4.4, { waiting: 0.3, busy: 1 }],
    ["close, with processors to spare", 4.4, { busy: 0.6 }],
    ["far", 4.6, waited],
    ["far below", 0.4, waited],
  ])("fails: %s", (_, measured, load) => {
    expect(judged(measured, load).verdict).toBe("fail");
  });

  it("is unknown up to a second where a VM was asked, which no prober is late for", () => {
    expect(judged(4.9, waited, [9, 15], "vm").verdict).toBe("unknown");
    expect(judged(5.2, waited, [9, 15], "vm").verdict).toBe("fail");
    expect(judged(4.9, undefined, [9, 15], "vm").verdict).toBe("fail");
  });

  it("fails whatever the load was before or after its phase", () => {
    expect(judged(4.4, waited, [1, 10]).verdict).toBe("fail");
    expect(judged(4.4, waited, [20, 25]).verdict).toBe("fail");
  });
});

describe("the load between two looks", () => {
  const samples = [
    { ns: 0, idleMs: 0, waitedUs: 0, availableMiB: 1 },
    { ns: 1e9, idleMs: 500, waitedUs: 700_000, availableMiB: 1 },
  ];
  const watch = (others: number) => {
    const [first, second] = samples;
    const left = [first, second];
    const sample = () => left.shift() ?? samples[1] ?? Object.assign({}, samples[0]);
    return new LoadWatch({ processors: 2, sample } as never, () => others);
  };

  it("is told while others play, once for each stretch", () => {
    const one = watch(2);
    const load = { kind: "load", fromNs: 0, t: 1e9, waiting: 0.7, busy: 0.75, others: 2 };
    expect(one.look()).toEqual(load);
    expect(one.look()).toBeUndefined();
  });

  it("is not told when nobody else plays", () => {
    expect(watch(0).look()).toBeUndefined();
  });
});
