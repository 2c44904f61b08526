import { describe, expect, it } from "vitest";
import type { MeasureRecord } from "../../../cli/core/journal/view.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn, tableOf } from "../../fixtures/verdicts.ts";

type Taken = Partial<Pick<MeasureRecord, "value" | "theirs" | "unit" | "evidence" | "busy">>;

interface Given {
  readonly written?: string;
  readonly taken?: Readonly<Record<string, Taken>>;
}

/** A step that only measures; `written` is the student's file. */
function judged(check: CheckSpec, given: Given): CheckReport {
  const also = Object.entries(given.taken ?? {}).map(
    ([name, one]) =>
      [
        12,
        {
          ...{ kind: "measure", step: "s", name, measure: "memory", title: name },
          ...{ value: null, unit: "", evidence: [], tookMs: 1, ...one },
        },
      ] as const,
  );
  const events = seeded({ check: checkOf(check), fault: "none", also } as never);
  const path = "/root/predictions.conf";
  const file = { path, mode: 0o644, content: given.written ?? "", source: "", owner: "student" };
  return foundIn(
    events.map((event) => {
      if (event.kind !== "run") return event;
      const nodes = event.plan.nodes.map((node, at) =>
        at === 4 ? { ...node, files: [{ ...file, owner: "student" as const }] } : node,
      );
      return { ...event, plan: { ...event.plan, nodes } };
    }),
  );
}

const table = tableOf(judged);

const s = (value: number | null, busy?: number): Taken => ({
  value,
  unit: "s",
  ...(busy === undefined ? {} : { busy }),
});

const mib = (value: number): Taken => ({ value, unit: "MiB" });

describe("predicted, a time", () => {
  const check = { check: "predicted", prediction: "vm-start", measure: "vm" };
  const taken = { vm: s(5) };
  table(check, [
    ["the same", "pass", { written: "vm-start: 5 s", taken }],
    ["another unit", "pass", { written: "vm-start: 5000ms", taken }],
    ["no unit is the measure's", "pass", { written: "vm-start = 6", taken }],
    ["exactly ten times more", "pass", { written: "vm-start: 50", taken }],
    ["exactly ten times less", "pass", { written: "vm-start: 0.5", taken }],
    ["a little more than ten times more", "fail", { written: "vm-start: 50.1", taken }],
    ["a little less than a tenth", "fail", { written: "vm-start: 0.499", taken }],
    ["a wrong unit", "fail", { written: "vm-start: 5 MiB", taken }],
    ["a unit that is none", "fail", { written: "vm-start: 5 blocks", taken }],
    ["a word", "fail", { written: "vm-start: quickly", taken }],
    ["zero", "fail", { written: "vm-start: 0", taken }],
    ["less than nothing", "fail", { written: "vm-start: -5", taken }],
    ["with a comment", "pass", { written: "# mine\n  vm-start: 5 s # as it was", taken }],
    ["nothing yet", "fail", { written: "vm-start:", taken }],
    ["a TODO", "fail", { written: "vm-start: TODO", taken }],
    ["only a comment", "fail", { written: "vm-start: # 5 s", taken }],
    ["no such line", "fail", { written: "vm-starts: 5 s", taken }],
    ["twice", "fail", { written: "vm-start: 5\nvm-start: 50", taken }],
    ["not measured", "unknown", { written: "vm-start: 5", taken: {} }],
    ["could not be measured", "unknown", { written: "vm-start: 5", taken: { vm: s(null) } }],
    [
      "a student's node was in the way",
      "fail",
      { written: "vm-start: 5", taken: { vm: { ...s(null), theirs: true } } },
    ],
  ]);

  it("says both values, and how far they are apart", () => {
    const found = judged(check, { written: "vm-start: 0.1 s", taken });
    expect(found.measured).toBe(5);
    expect(found.bound).toMatchObject({ lo: 0.01, hi: 1, inputs: { p: 0.1 } });
    expect(found.evidence).toEqual([
      "predicted 0.1 s, measured 5 s",
      "a factor of 50, or 1.70 orders of magnitude; 1 is allowed",
    ]);
  });
});

describe("predicted on a busy host", () => {
  const check = { check: "predicted", prediction: "vm-start", measure: "vm", within: 0.5 };
  table(check, [
    ["right all the same", "pass", { written: "vm-start: 10", taken: { vm: s(20, 0.9) } }],
    ["perhaps right otherwise", "unknown", { written: "vm-start: 5", taken: { vm: s(20, 0.6) } }],
    ["quiet, so it is wrong", "fail", { written: "vm-start: 5", taken: { vm: s(20, 0) } }],
    ["wrong however busy", "fail", { written: "vm-start: 0.1", taken: { vm: s(20, 1) } }],
    ["too much in any case", "fail", { written: "vm-start: 500", taken: { vm: s(20, 1) } }],
  ]);
});

describe("predicted, a size with a floor", () => {
  const check = { check: "predicted", prediction: "own", measure: "own", floor: 1 };
  const written = (text: string, value: number): Given => ({
    written: `own: ${text}`,
    taken: { own: mib(value) },
  });
  table(check, [
    ["nothing is next to nothing", "pass", written("0", 0.2)],
    ["the other way round", "pass", written("3 MiB", 0)],
    ["up to ten times the floor", "pass", written("10 MiB", 0.001)],
    ["more than that", "fail", written("11 MiB", 0.001)],
    ["in GB", "fail", written("1 GB", 0.5)],
    ["nothing, but it was a lot", "fail", written("0", 64)],
    ["right beyond the floor", "pass", written("60 MB", 64)],
  ]);
});

describe("predicted, a factor, by the accelerator", () => {
  const check = {
    ...{ check: "predicted", prediction: "slowdown", by: "accelerator" },
    ...{ measure: "vm", over: "box", within: 0.7 },
  };
  const with_ = (accelerator: string): Readonly<Record<string, Taken>> => ({
    accelerator: { value: accelerator },
    vm: s(3),
    box: s(0.1),
  });
  const both = "slowdown-tcg: 30\nslowdown-kvm: 1x";
  table(check, [
    ["translated", "pass", { written: both, taken: with_("tcg") }],
    ["the other line counts", "fail", { written: both, taken: with_("kvm") }],
    ["no line for it", "fail", { written: "slowdown-tcg: 30", taken: with_("kvm") }],
    ["a unit", "fail", { written: "slowdown-tcg: 30 s", taken: with_("tcg") }],
    ["the divisor is 0", "unknown", { written: both, taken: { ...with_("tcg"), box: s(0) } }],
    [
      "no accelerator",
      "unknown",
      { written: both, taken: { ...with_("tcg"), accelerator: { value: null } } },
    ],
  ]);
});

describe("predicted, a word", () => {
  const check = { check: "predicted", prediction: "shared", measure: "same" };
  const taken = { same: { value: "yes" } };
  table(check, [
    ["right", "pass", { written: "shared: yes", taken }],
    ["in capitals", "pass", { written: "shared: YES", taken }],
    ["wrong", "fail", { written: "shared: no", taken }],
    ["a number", "fail", { written: "shared: 1", taken }],
    ["nothing yet", "fail", { written: "shared:", taken }],
  ]);
});

describe("compared", () => {
  const check = { check: "compared", a: "vm", b: "box", "at-least": 3, "at-most": 100 };
  table(check, [
    ["in between", "pass", { taken: { vm: mib(200), box: mib(5) } }],
    ["exactly the least", "pass", { taken: { vm: mib(15), box: mib(5) } }],
    ["too little", "fail", { taken: { vm: mib(14), box: mib(5) } }],
    ["too much", "fail", { taken: { vm: mib(501), box: mib(5) } }],
    ["too much, but busy", "unknown", { taken: { vm: s(501, 0.5), box: s(5) } }],
    ["one is missing", "unknown", { taken: { vm: mib(200) } }],
    ["a word", "unknown", { taken: { vm: { value: "yes" }, box: mib(5) } }],
  ]);
});

describe("measured", () => {
  table({ check: "measured", measure: "m", is: "yes" }, [
    ["the word", "pass", { taken: { m: { value: "yes" } } }],
    ["another word", "fail", { taken: { m: { value: "no" } } }],
    ["nothing", "unknown", { taken: { m: { value: null, evidence: ["it broke"] } } }],
  ]);
  table({ check: "measured", measure: "m", "at-most": 256 }, [
    ["as much", "pass", { taken: { m: mib(256) } }],
    ["more", "fail", { taken: { m: mib(257) } }],
    ["a word for a number", "unknown", { taken: { m: { value: "no" } } }],
  ]);

  it("refuses a spec that asks nothing, or two things", () => {
    const schema = kinds.checks.get("measured")?.schema;
    const base = { check: "measured", measure: "m" };
    expect(schema?.safeParse(base).success).toBe(false);
    expect(schema?.safeParse({ ...base, is: "yes", "at-least": 1 }).success).toBe(false);
    const compared = kinds.checks.get("compared")?.schema;
    expect(compared?.safeParse({ check: "compared", a: "a", b: "b" }).success).toBe(false);
  });
});
