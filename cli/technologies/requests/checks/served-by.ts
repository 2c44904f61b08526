import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { Series } from "../../../core/journal/series.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, nodeName, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("served-by"),
  probe: probeName,
  servers: z
    .array(nodeName)
    .min(1)
    .describe("Every one of these answers in the end, and nobody else."),
  within: bound.describe("How soon it is so."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Since when the answering servers are the wanted ones: when the last stranger answered. */
function settledNs(spec: Spec, series: Series, view: StepView): number | undefined {
  const seen = new Map<string, number>();
  let since = view.sinceNs;
  for (const row of series.between(view.sinceNs, view.untilNs)) {
    if (row[4] !== "ok") continue;
    const due = series.dueNs(row);
    if (!spec.servers.includes(row[5])) {
      since = due + series.intervalNs;
      seen.clear();
    } else if (!seen.has(row[5])) seen.set(row[5], due);
  }
  if (spec.servers.some((server) => !seen.has(server))) return undefined;
  return Math.max(since, ...seen.values());
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const wanted = spec.servers.join(" and ");
  const at = settledNs(spec, series, view);
  if (at === undefined) {
    const { servers } = series.tally(view.untilNs - 1e9, view.untilNs);
    const who = [...servers.keys()].sort().join(", ") || "nobody";
    return { verdict: "fail", evidence: [`at the end ${who} answered, not just ${wanted}`] };
  }
  const measured = round((at - view.sinceNs) / 1e9);
  const evidence = [`just ${wanted} answered from ${measured} s on`];
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

export const kind: CheckKind<Spec> = {
  kind: "served-by",
  about: "After some time the wanted servers answer, all of them and no others.",
  schema,
  title: (spec) => `${spec.probe} is answered by ${spec.servers.join(" and ")} only`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const at = settledNs(spec, series, view);
    if (at !== undefined && series.horizonNs - at >= calmNs) return true;
    return (
      series.horizonNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs
    );
  },
  judge,
};
