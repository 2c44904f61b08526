import { z } from "zod";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";
import { lastAnswer } from "../answers.ts";
import { propagationOf, slowestS } from "../propagation.ts";

const schema = z.strictObject({
  check: z.literal("propagated"),
  probe: probeName.describe(
    "The probe that asks the primary; what it answers in the end is the change.",
  ),
  to: z.array(probeName).min(1).describe("The probes that ask the secondaries."),
  within: bound.describe("How soon the last one answers so."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Later than this nothing can change the verdict. */
function deadlineNs(spec: Spec, view: StepView): number {
  const limit = view.sinceNs + (spec.limit ?? Number.POSITIVE_INFINITY) * 1e6;
  return Math.min(limit, latestNs(allowed(spec.within, spec.limit), view, spec.probe)) + calmNs;
}

function ready(spec: Spec, view: StepView): boolean {
  const found = propagationOf(spec, view);
  const slowest = found && slowestS(found);
  if (slowest !== undefined && view.untilNs >= view.sinceNs + slowest * 1e9 + calmNs) return true;
  return view.untilNs >= deadlineNs(spec, view);
}

/** The edit was made and the primary asked to serve it: a right pair of servers has something to carry over. */
function nothingArrived({ probe, to }: Spec, { run, sinceNs, untilNs }: StepView): string {
  const primary = run.series.get(probe);
  const value = primary && lastAnswer(primary, sinceNs, untilNs);
  if (value === undefined) return `${probe} had no answer, so nothing could arrive anywhere`;
  const all = to.join(" and ");
  return `${all} answered ${value}, as ${probe} does, before this change could have reached them`;
}

function judge(spec: Spec, view: StepView): Judgement {
  for (const probe of [spec.probe, ...spec.to]) {
    const series = evidenceOf(view, probe);
    if (isJudgement(series)) return series;
  }
  const found = propagationOf(spec, view);
  if (!found) return { verdict: "fail", unit: "s", evidence: [nothingArrived(spec, view)] };
  const { value, before, arrived } = found;
  const evidence = spec.to.map((probe, index) => {
    const after = arrived[index];
    const when = after === undefined ? `not ${value} in this step` : `${value} after ${after} s`;
    return `${probe}: ${before[index]} before, ${when}`;
  });
  const slowest = slowestS(found);
  if (slowest !== undefined) {
    return judgeBound(slowest, allowed(spec.within, spec.limit), view, spec.probe, evidence);
  }
  const promised = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
  const bound = typeof promised === "string" ? {} : { bound: promised };
  return { verdict: "fail", unit: "s", ...bound, evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "propagated",
  about: "How long after an edit the last secondary answers what its primary answers.",
  schema,
  title: (spec) => `from ${spec.probe} to ${spec.to.join(", ")}`,
  ready,
  judge,
};
