import { z } from "zod";
import { threeDigits } from "../../../core/base/numbers.ts";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { type StepView, stepView } from "../../../core/kinds/formula.ts";
import { number, points, stepId } from "../../../core/kinds/values.ts";
import { propagationOf, type Spread, slowestS } from "../propagation.ts";

const schema = z.strictObject({
  check: z.literal("dns-faster"),
  step: stepId.describe("An earlier step with a check `propagated`: the faster one."),
  than: stepId.describe("Another one: the slower one."),
  "at-least": number.pipe(z.number().gt(1)).default(2).describe("So many times as fast."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Two samples of a prober: what was faster cannot be told apart. */
const leastS = 0.02;

/** The slowest secondary's time in that step, or why there is none. */
function timeIn(asking: StepView, id: string): number | string {
  const { run } = asking;
  const step = run.plan?.steps.find((one) => one.id === id);
  const view = step && stepView(run, step, "expect", asking);
  const check = step?.expect.find((spec) => spec["check"] === "propagated");
  if (!view || !check) return `step "${id}" was not played, or measures no propagation`;
  const spread: Spread = { probe: String(check["probe"]), to: (check["to"] as string[]) ?? [] };
  const found = propagationOf(spread, view);
  const slowest = found && slowestS(found);
  return slowest ?? `in step "${id}" the change did not reach every secondary`;
}

function judge(spec: Spec, view: StepView): Judgement {
  const mine = timeIn(view, spec.step);
  const theirs = timeIn(view, spec.than);
  if (typeof mine === "string") return unknown(mine);
  if (typeof theirs === "string") return unknown(theirs);
  const times = theirs / Math.max(mine, leastS);
  return {
    verdict: times >= spec["at-least"] ? "pass" : "fail",
    measured: threeDigits(times),
    unit: "times",
    evidence: [`${mine} s in step ${spec.step}, ${theirs} s in step ${spec.than}`],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "dns-faster",
  about: "A change reached the secondaries so many times sooner in one step than in another.",
  formerly: "faster",
  schema,
  title: (spec) => `${spec.step} is at least ${spec["at-least"]} times faster than ${spec.than}`,
  ready: () => true,
  judge,
};
