import { z } from "zod";
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
  latestNs,
} from "../../../core/kinds/check.ts";
import { bound, name, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("served-by"),
  probe: name,
  /** From the bound's end on, every one of these answers, and nobody else. */
  servers: z.array(name).min(1),
  within: bound,
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
  return judgeBound(measured, spec.within, view, spec.probe, evidence);
}

/** After some time the wanted servers answer, all of them and no others. */
export const kind: CheckKind<Spec> = {
  kind: "served-by",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...spec.servers.map((server, index) => ({
      to: "node" as const,
      name: server,
      path: ["servers", index],
    })),
  ],
  title: (spec) => `${spec.probe} is answered by ${spec.servers.join(" and ")} only`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const at = settledNs(spec, series, view);
    if (at !== undefined && series.horizonNs - at >= calmNs) return true;
    return series.horizonNs >= latestNs(spec.within, view, spec.probe) + calmNs;
  },
  judge,
};
