import { z } from "zod";
import type { Gap, Series } from "../../../core/journal/series.ts";
import type { StepView } from "../../../core/journal/view.ts";
import { resolveBound, round } from "../../../core/judge/bounds.ts";
import {
  type CheckKind,
  calmNs,
  evidenceOf,
  isJudgement,
  type Judgement,
  judgeBound,
  judgeLimit,
  latestNs,
} from "../../../core/kinds/check.ts";
import { bound, duration, name, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("outage"),
  probe: name,
  within: bound,
  /** Whatever the formula says, users bear no more than this. */
  limit: duration.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

function longest(series: Series, view: StepView): Gap | undefined {
  return series
    .gaps(view.sinceNs, view.untilNs)
    .sort((a, b) => b.toNs - b.fromNs - (a.toNs - a.fromNs))[0];
}

function ready(spec: Spec, view: StepView): boolean {
  const series = view.run.series.get(spec.probe);
  if (!series) return true;
  const latest = latestNs(spec.within, view, spec.probe);
  const okSince = series.okSinceNs(view.sinceNs);
  const calm = okSince !== undefined && series.horizonNs - okSince >= calmNs;
  if (!calm) return series.horizonNs >= latest + 1e9;
  const bound = resolveBound(spec.within, view, spec.probe);
  const mustFail = typeof bound !== "string" && bound.lo > bound.tolerance;
  return !mustFail || longest(series, view) !== undefined || series.horizonNs >= latest;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const gap = longest(series, view);
  const measured = gap ? round((gap.toNs - gap.fromNs) / 1e9) : 0;
  const evidence = gap
    ? [
        `${gap.lost} requests in a row were lost, ${gap.closed ? "then service was back" : "and service was still out at the end"}`,
      ]
    : ["no request was lost"];
  const judged = judgeBound(measured, spec.within, view, spec.probe, evidence);
  if (gap && !gap.closed) return { ...judged, verdict: "fail" };
  return judgeLimit(judged, measured, spec.limit);
}

/** The longest time between the due times of two successful requests, against a bound. */
export const kind: CheckKind<Spec> = {
  kind: "outage",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `outage of ${spec.probe}`,
  ready,
  judge,
};
