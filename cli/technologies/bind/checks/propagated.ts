import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { resolveBound } from "../../../core/judge/bounds.ts";
import {
  type CheckKind,
  calmNs,
  evidenceOf,
  isJudgement,
  type Judgement,
  judgeBound,
  judgeLimit,
  latestNs,
  unknown,
} from "../../../core/kinds/check.ts";
import { bound, duration, name, points } from "../../../core/lab/schema.ts";
import { propagationOf, slowestS } from "../propagation.ts";

const schema = z.strictObject({
  check: z.literal("propagated"),
  /** The probe that asks the primary; what it answers in the end is the change. */
  probe: name,
  /** The probes that ask the secondaries. */
  to: z.array(name).min(1),
  within: bound,
  /** Whatever the formula says, users bear no more than this. */
  limit: duration.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

/** Later than this nothing can change the verdict. */
function deadlineNs(spec: Spec, view: StepView): number {
  const limit = view.sinceNs + (spec.limit ?? Number.POSITIVE_INFINITY) * 1e6;
  return Math.min(limit, latestNs(spec.within, view, spec.probe)) + calmNs;
}

function ready(spec: Spec, view: StepView): boolean {
  const found = propagationOf(spec, view);
  const slowest = found && slowestS(found);
  if (slowest !== undefined && view.untilNs >= view.sinceNs + slowest * 1e9 + calmNs) return true;
  return view.untilNs >= deadlineNs(spec, view);
}

function judge(spec: Spec, view: StepView): Judgement {
  for (const probe of [spec.probe, ...spec.to]) {
    const series = evidenceOf(view, probe);
    if (isJudgement(series)) return series;
  }
  const found = propagationOf(spec, view);
  if (!found) return unknown(`${spec.probe} answers what all others answered before: no change`);
  const { value, before, arrived } = found;
  const evidence = spec.to.map((probe, index) => {
    const after = arrived[index];
    const when = after === undefined ? `not ${value} in this step` : `${value} after ${after} s`;
    return `${probe}: ${before[index]} before, ${when}`;
  });
  const slowest = slowestS(found);
  if (slowest !== undefined) {
    const judged = judgeBound(slowest, spec.within, view, spec.probe, evidence);
    return judgeLimit(judged, slowest, spec.limit);
  }
  const promised = resolveBound(spec.within, view, spec.probe);
  const bound = typeof promised === "string" ? {} : { bound: promised };
  return { verdict: "fail", unit: "s", ...bound, evidence };
}

/** How long after the edit the last secondary answers what its primary answers. */
export const kind: CheckKind<Spec> = {
  kind: "propagated",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...spec.to.map((probe, index) => ({ to: "probe" as const, name: probe, path: ["to", index] })),
  ],
  title: (spec) => `from ${spec.probe} to ${spec.to.join(", ")}`,
  ready,
  judge,
};
