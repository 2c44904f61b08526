import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { Series } from "../../../core/journal/series.ts";
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
import { bound, duration, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("dns-expired"),
  probe: probeName,
  within: bound.describe("When its answers end for good."),
  limit: duration
    .optional()
    .describe("Whatever the formula says, nobody may be told older data than this."),
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
    const promised = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
    const bound = typeof promised === "string" ? {} : { bound: promised };
    const evidence = [`it still answers after ${watched} s`];
    return { verdict: "fail", unit: "s", ...bound, evidence };
  }
  const measured = round((end - view.sinceNs) / 1e9);
  const said = new Set<string>();
  for (const row of series.between(end, view.untilNs)) said.add(row[5] === "-" ? row[4] : row[5]);
  const evidence = [`from ${measured} s on it said ${[...said].join(", ")}`];
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

export const kind: CheckKind<Spec> = {
  kind: "dns-expired",
  about: "A server without its primary answers until its data are too old, and then no more.",
  formerly: "expired",
  schema,
  title: (spec) => `${spec.probe} answers until its zone expires`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const end = endNs(series, view);
    if (end !== undefined && series.horizonNs - end >= calmNs) return true;
    const limit = view.sinceNs + (spec.limit ?? Number.POSITIVE_INFINITY) * 1e6;
    const latest = Math.min(limit, latestNs(allowed(spec.within, spec.limit), view, spec.probe));
    return series.horizonNs >= latest + calmNs;
  },
  judge,
};
