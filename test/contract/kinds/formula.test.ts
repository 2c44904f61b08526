/** What every formula has to keep to: a bound, or a sentence why there is none; never a number that is none. */
import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import {
  type EventOf,
  type JournalEvent,
  journalSchema,
} from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { FormulaKind, Found, Phase, StepView } from "../../../cli/core/kinds/formula.ts";
import { toldBy } from "../../fixtures/dumps.ts";
import { kinds, viewOf } from "../../fixtures/kinds.ts";
import { played } from "../../fixtures/shipped.ts";
import { aboutText, lineText } from "./words.ts";

const all = [...kinds.formulas.values()];

/** The value as a daemon gives it that has nothing configured: every list in it is empty. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, emptied(part)]));
}

type Told = readonly Omit<EventOf<"in-force">, "t">[];

/** What the nodes of a plan may have said of themselves. */
const told: Readonly<Record<string, (plan: Plan) => Told>> = {
  nothing: () => [],
  "that nothing is configured": (plan) => toldBy(plan, emptied),
  "one node its timers, the others nothing": (plan) => {
    const whole = toldBy(plan);
    return whole.filter(({ node }) => node === whole[0]?.node);
  },
  "everything, but what no reader knows": (plan) =>
    toldBy(plan).map((event) => ({ ...event, value: { odd: [event.value] } })),
  everything: (plan) => toldBy(plan),
};

/** Every phase of every step of a plan; its faults took effect at 3 s, and were healed at 6 s. */
function viewsOf(plan: Plan, said: Told): StepView[] {
  const header = { kind: "run", t: 0, schema: journalSchema, plan } as EventOf<"run">;
  const story = plan.steps.flatMap(({ id, fault }): JournalEvent[] => {
    const own = { kind: "fault", id, step: id, fault: String(fault?.["fault"]) } as const;
    const more = { title: "", nodes: [String(fault?.["node"] ?? "")], evidence: [] };
    const events: JournalEvent[] = [
      { kind: "step", t: 2e9, step: id, phase: "expect" },
      { kind: "step", t: 6e9, step: id, phase: "mended" },
    ];
    if (fault === null) return events;
    const at = { intent: 2e9, effect: 3e9, healed: 6e9 } as const;
    for (const phase of ["intent", "effect", "healed"] as const)
      events.push({ ...own, ...more, t: at[phase], phase });
    return events;
  });
  const run = RunView.of([header, ...said.map((event) => ({ ...event, t: 1e9 })), ...story]);
  return plan.steps.flatMap((step) =>
    (["expect", "mended"] as const satisfies Phase[]).flatMap((phase) => {
      return viewOf(run, step, phase, 9e9) ?? [];
    }),
  );
}

/** Every phase of every played lab, by what its nodes told. */
const phases = new Map(
  Object.entries(told).map(([what, from]) => {
    return [what, played.flatMap((plan) => viewsOf(plan, from(plan)))] as const;
  }),
);

/** What a formula says of all of them, for each of their probes and for none; each thing once. */
function saidBy(formula: FormulaKind, what: string): readonly (Found | string)[] {
  const said = new Map<string, Found | string>();
  for (const view of phases.get(what) ?? []) {
    const probes = view.run.plan?.probes.map(({ name }) => name) ?? [];
    for (const probe of [...probes, "no-such-probe", ""]) {
      const found = formula.bound(view, probe);
      said.set(JSON.stringify(found), found);
    }
  }
  return [...said.values()];
}

describe.each(all)("the formula $kind", (formula) => {
  it("says what it is", () => {
    expect(formula.about).toMatch(aboutText);
  });

  it.each(Object.keys(told))("told %s, gives a bound or a sentence", (what) => {
    for (const found of saidBy(formula, what)) {
      if (typeof found === "string") {
        expect(found).toMatch(lineText);
        continue;
      }
      const { lo, hi, inputs } = found;
      expect(Number.isFinite(lo) && Number.isFinite(hi), JSON.stringify(found)).toBe(true);
      expect(lo).toBeGreaterThanOrEqual(0);
      expect(hi).toBeGreaterThanOrEqual(lo);
      expect(found.formula.trim()).not.toBe("");
      expect(found.source.trim()).not.toBe("");
      for (const [name, value] of Object.entries(inputs))
        expect(typeof value === "string" || Number.isFinite(value), name).toBe(true);
    }
  });

  it("has no bound where nobody told its timers, unless it needs none", () => {
    const bounds = saidBy(formula, "nothing").filter((found) => typeof found !== "string");
    // A constant of the daemon's own is the same whatever was told.
    if (bounds.length > 0) expect(saidBy(formula, "everything")).toEqual(bounds);
  });
});

it("some lab gets a bound of each formula, told by the daemons that it is about", () => {
  const bounded = all.filter((formula) =>
    saidBy(formula, "everything").some((found) => typeof found !== "string"),
  );
  const byEvidence = ["live-migration"];
  expect(all.filter((one) => !bounded.includes(one)).map(({ kind }) => kind)).toEqual(byEvidence);
});
