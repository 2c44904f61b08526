import { z } from "zod";
import type { Series } from "../../../core/journal/series.ts";
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
  check: z.literal("expired"),
  probe: name,
  within: bound,
  /** Whatever the formula says, nobody may be told older data than this. */
  limit: duration.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

/** When the answers ended for good: the first request after the last answer. */
function endNs(series: Series, view: StepView): number | undefined {
  let end: number | undefined;
  for (const row of series.between(view.sinceNs, Math.min(view.untilNs, series.horizonNs))) {
    if (row[4] === "ok") end = undefined;
    else end ??= series.dueNs(row);
  }
  return end;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const end = endNs(series, view);
  if (end === undefined) {
    const watched = round((view.untilNs - view.sinceNs) / 1e9);
    const promised = resolveBound(spec.within, view, spec.probe);
    const bound = typeof promised === "string" ? {} : { bound: promised };
    const evidence = [`it still answers after ${watched} s`];
    return { verdict: "fail", unit: "s", ...bound, evidence };
  }
  const measured = round((end - view.sinceNs) / 1e9);
  const said = new Set<string>();
  for (const row of series.between(end, view.untilNs)) said.add(row[5] === "-" ? row[4] : row[5]);
  const evidence = [`from ${measured} s on it said ${[...said].join(", ")}`];
  const judged = judgeBound(measured, spec.within, view, spec.probe, evidence);
  return judgeLimit(judged, measured, spec.limit);
}

/** A server answers until its data are too old, and then no more. */
export const kind: CheckKind<Spec> = {
  kind: "expired",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `${spec.probe} answers until its zone expires`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const end = endNs(series, view);
    if (end !== undefined && series.horizonNs - end >= calmNs) return true;
    const limit = view.sinceNs + (spec.limit ?? Number.POSITIVE_INFINITY) * 1e6;
    const latest = Math.min(limit, latestNs(spec.within, view, spec.probe));
    return series.horizonNs >= latest + calmNs;
  },
  judge,
};
