import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, points } from "../../../core/kinds/values.ts";
import { directoryOf } from "../history/directory.ts";
import { controllers, directoryProbe } from "../keys.ts";
import { ageS, describe, lagsOf, longest } from "../lags.ts";
import { directoryIn } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("held-back"),
  probe: directoryProbe,
  from: controllers.describe("Where it was written."),
  to: controllers.describe("Where it must not be yet."),
  "at-least": duration.describe("So long a change is missing there."),
  points,
});
type Spec = z.infer<typeof schema>;

function worstOf(spec: Spec, view: StepView) {
  const directory = directoryOf(view.run.told.get(spec.probe));
  return longest(lagsOf(directory, spec, view, view.untilNs), view.untilNs);
}

/** A change is written within a few seconds of a phase's begin; nobody waits longer than that for one. */
const patienceMs = 6000;

function judge(spec: Spec, view: StepView): Judgement {
  const directory = directoryIn(view, spec);
  if ("verdict" in directory) return directory;
  const worst = worstOf(spec, view);
  if (!worst)
    return { verdict: "fail", evidence: [`nothing was written on ${spec.from.join(", ")}`] };
  const measured = round(ageS(worst, view.untilNs));
  return {
    verdict: measured * 1000 >= spec["at-least"] ? "pass" : "fail",
    measured,
    unit: "s",
    evidence: [describe(worst, view.untilNs)],
  };
}

/** The control: what is cut off, or switched off, does not replicate. */
export const kind: CheckKind<Spec> = {
  kind: "held-back",
  about: "A change that was written on one controller is missing on another for at least so long.",
  schema,
  title: (spec) =>
    `what is written on ${spec.from.join(", ")} is missing on ${spec.to.join(", ")} for ${spec["at-least"] / 1000} s`,
  ready: (spec, view) => {
    const worst = worstOf(spec, view);
    if (worst && ageS(worst, view.untilNs) * 1000 >= spec["at-least"]) return true;
    return view.untilNs >= view.sinceNs + (spec["at-least"] + patienceMs) * 1e6;
  },
  judge,
  watchesS: (spec) => spec["at-least"] / 1000,
};
