import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { SampleRow } from "../../../core/journal/events.ts";
import type { Series } from "../../../core/journal/series.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  isMeant,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";
import { isOverloaded } from "../standstill.ts";

const schema = z.strictObject({
  check: z.literal("stall"),
  probe: probeName,
  within: bound.describe("How long the longest wait may be."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

interface Longest {
  readonly row: SampleRow;
  readonly waitedS: number;
}

function longest(series: Series, view: StepView): Longest | undefined {
  let found: Longest | undefined;
  for (const row of series.between(view.sinceNs, view.untilNs)) {
    // What came after the phase is not what the phase measures.
    const toNs = Math.min(series.endNs(row), view.untilNs);
    const waitedS = round((toNs - series.dueNs(row)) / 1e9);
    if (!found || waitedS > found.waitedS) found = { row, waitedS };
  }
  return found;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const found = longest(series, view);
  const measured = found?.waitedS ?? 0;
  const { lost } = series.tally(view.sinceNs, view.untilNs);
  const at = found ? round((series.dueNs(found.row) - view.sinceNs) / 1e9) : 0;
  const evidence = [`the longest wait began ${at} s after the fault`];
  const within = allowed(spec.within, spec.limit);
  const judged = judgeBound(measured, within, view, spec.probe, evidence);
  if (lost > 0)
    return { ...judged, verdict: "fail", evidence: [`${lost} were never answered`, ...evidence] };
  if (judged.verdict !== "fail" || isMeant(measured, within, view, spec.probe)) return judged;
  if (!isOverloaded(view.fault?.evidence ?? [])) return judged;
  const why = "but the machine was too busy to tell whose the wait is";
  return { ...judged, verdict: "unknown", evidence: [...judged.evidence, why] };
}

export const kind: CheckKind<Spec> = {
  kind: "stall",
  about:
    "How long a request, or a line of a stream, waited for its answer: the longest of the phase. A stream stalls without losing anything, which no outage shows.",
  schema,
  title: (spec) => `longest stall of ${spec.probe}`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const okSince = series.okSinceNs(view.sinceNs);
    if (okSince !== undefined && series.horizonNs - okSince >= calmNs) return true;
    return series.horizonNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + 1e9;
  },
  judge,
};
