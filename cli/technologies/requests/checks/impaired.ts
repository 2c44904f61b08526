import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { round } from "../../../core/judge/bounds.ts";
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
  check: z.literal("impaired"),
  probe: name,
  within: bound,
  /** Whatever the formula says, users bear no more than this. */
  limit: duration.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const gaps = series.gaps(view.sinceNs, view.untilNs);
  const last = gaps.at(-1);
  const lost = gaps.reduce((sum, gap) => sum + gap.lost, 0);
  const measured = last ? round(Math.max(0, last.toNs - view.sinceNs) / 1e9) : 0;
  const evidence = [
    last
      ? `${lost} requests were lost, the last ${measured} s after the fault`
      : "no request was lost",
  ];
  const judged = judgeBound(measured, spec.within, view, spec.probe, evidence);
  if (last && !last.closed) return { ...judged, verdict: "fail" };
  return judgeLimit(judged, measured, spec.limit);
}

/** How long after the fault some requests still fail (others may succeed between them). */
export const kind: CheckKind<Spec> = {
  kind: "impaired",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `time until ${spec.probe} fails no more`,
  // Trouble that comes and goes looks calm for a while: only the bound's end shows the last of it.
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const { limit = Number.POSITIVE_INFINITY } = spec;
    // Beyond the limit nothing is worth waiting for: it has failed, if it still fails then.
    const patienceNs = view.sinceNs + limit * 1e6 + 1e9;
    const latest = latestNs(spec.within, view, spec.probe) + calmNs;
    return series.horizonNs >= Math.min(latest, patienceNs);
  },
  judge,
};
