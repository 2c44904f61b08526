import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import { outagesIn, windowOf } from "../../../core/judge/outages.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("impaired"),
  probe: probeName,
  within: bound.describe("When the last request fails."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const gaps = outagesIn(series, windowOf(view));
  const last = gaps.at(-1);
  const lost = gaps.reduce((sum, gap) => sum + gap.lost, 0);
  const measured = last ? round(Math.max(0, last.toNs - view.sinceNs) / 1e9) : 0;
  const evidence = [
    last
      ? `${lost} requests were lost, the last ${measured} s after the fault`
      : "no request was lost",
  ];
  const judged = judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
  if (last && !last.over) return { ...judged, verdict: "fail" };
  return judged;
}

export const kind: CheckKind<Spec> = {
  kind: "impaired",
  about: "How long after the fault some requests still fail; others may succeed between them.",
  schema,
  title: (spec) => `time until ${spec.probe} fails no more`,
  // Trouble that comes and goes looks calm for a while: only the bound's end shows the last of it.
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const { limit = Number.POSITIVE_INFINITY } = spec;
    // Beyond the limit nothing is worth waiting for: it has failed, if it still fails then.
    const patienceNs = view.sinceNs + limit * 1e6 + 1e9;
    const latest = latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs;
    return series.horizonNs >= Math.min(latest, patienceNs);
  },
  judge,
};
