import { z } from "zod";
import { type RunView, type StepView, stepView } from "../../../core/journal/view.ts";
import { type CheckKind, type Judgement, unknown } from "../../../core/kinds/check.ts";
import { name, number, points } from "../../../core/lab/schema.ts";
import { threeDigits } from "../../predictions/predictions.ts";
import { propagationOf, type Spread, slowestS } from "../propagation.ts";

const schema = z.strictObject({
  check: z.literal("faster"),
  /** Two earlier steps with a check `propagated`. */
  step: name,
  than: name,
  /** So many times. */
  "at-least": number.pipe(z.number().gt(1)).default(2),
  points,
});
type Spec = z.infer<typeof schema>;

/** Two samples of a prober: what was faster cannot be told apart. */
const leastS = 0.02;

/** The slowest secondary's time in that step, or why there is none. */
function timeIn(run: RunView, id: string): number | string {
  const step = run.plan?.steps.find((one) => one.id === id);
  const view = step && stepView(run, step, "hold");
  const check = step?.expect.find((spec) => spec["check"] === "propagated");
  if (!view || !check) return `step "${id}" was not played, or measures no propagation`;
  const spread: Spread = { probe: String(check["probe"]), to: (check["to"] as string[]) ?? [] };
  const found = propagationOf(spread, view);
  const slowest = found && slowestS(found);
  return slowest ?? `in step "${id}" the change did not reach every secondary`;
}

function judge(spec: Spec, view: StepView): Judgement {
  const mine = timeIn(view.run, spec.step);
  const theirs = timeIn(view.run, spec.than);
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

/** A change reached the secondaries so many times sooner in one step than in another. */
export const kind: CheckKind<Spec> = {
  kind: "faster",
  schema,
  refs: (spec) => [
    { to: "step", name: spec.step, path: ["step"] },
    { to: "step", name: spec.than, path: ["than"] },
  ],
  title: (spec) => `${spec.step} is at least ${spec["at-least"]} times faster than ${spec.than}`,
  ready: () => true,
  judge,
};
