import { z } from "zod";
import type { SampleRow } from "../../../core/journal/events.ts";
import type { Series } from "../../../core/journal/series.ts";
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
import { isOverloaded } from "../formulas/live-migration.ts";

const schema = z.strictObject({
  check: z.literal("stall"),
  probe: name,
  within: bound,
  /** Whatever the formula says, users bear no more than this. */
  limit: duration.optional(),
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
    const waitedS = round((row[3] - row[1]) / 1e6);
    if (!found || waitedS > found.waitedS) found = { row, waitedS };
  }
  return found;
}

/** The settings in force allow more than users bear: then no machine is too busy to say whose it is. */
function isAllowed(spec: Spec, { bound }: Judgement): boolean {
  return spec.limit !== undefined && bound !== undefined && bound.hi * 1000 > spec.limit;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const found = longest(series, view);
  const measured = found?.waitedS ?? 0;
  const { lost } = series.tally(view.sinceNs, view.untilNs);
  const at = found ? round((series.dueNs(found.row) - view.sinceNs) / 1e9) : 0;
  const evidence = [`the longest wait began ${at} s after the fault`];
  const judged = judgeBound(measured, spec.within, view, spec.probe, evidence);
  if (lost > 0)
    return { ...judged, verdict: "fail", evidence: [`${lost} were never answered`, ...evidence] };
  const limited = judgeLimit(judged, measured, spec.limit);
  if (limited.verdict !== "fail" || isAllowed(spec, judged)) return limited;
  if (!isOverloaded(view.fault?.evidence ?? [])) return limited;
  const why = "but the machine was too busy to tell whose the wait is";
  return { ...limited, verdict: "unknown", evidence: [...limited.evidence, why] };
}

/**
 * How long a request or a line waited for its answer, the longest of the phase: a stream stalls
 * without losing anything, which no outage shows.
 */
export const kind: CheckKind<Spec> = {
  kind: "stall",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `longest stall of ${spec.probe}`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const okSince = series.okSinceNs(view.sinceNs);
    if (okSince !== undefined && series.horizonNs - okSince >= calmNs) return true;
    return series.horizonNs >= latestNs(spec.within, view, spec.probe) + 1e9;
  },
  judge,
};
