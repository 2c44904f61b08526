import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { failuresText } from "../../../core/journal/failures.ts";
import type { Series } from "../../../core/journal/series.ts";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import { type Outage, outagesIn, secondsOf, windowOf } from "../../../core/judge/outages.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("outage"),
  probe: probeName,
  within: bound.describe("How long it may be; shorter than the lower end is wrong too."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

function longest(outages: readonly Outage[]): Outage | undefined {
  return outages.toSorted((a, b) => b.toNs - b.fromNs - (a.toNs - a.fromNs))[0];
}

function ready(spec: Spec, view: StepView): boolean {
  const series = view.run.series.get(spec.probe);
  if (!series) return true;
  const latest = latestNs(allowed(spec.within, spec.limit), view, spec.probe);
  const okSince = series.okSinceNs(view.sinceNs);
  const calm = okSince !== undefined && series.horizonNs - okSince >= calmNs;
  if (!calm) return series.horizonNs >= latest + begunLateNs(series, view) + 1e9;
  const bound = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
  const mustFail = typeof bound !== "string" && bound.lo > bound.tolerance;
  return !mustFail || outagesIn(series, windowOf(view)).length > 0 || series.horizonNs >= latest;
}

/** One that is still open has as long as one that began with the phase. */
function begunLateNs(series: Series, view: StepView): number {
  const open = outagesIn(series, windowOf(view)).find(({ over }) => !over);
  return Math.max(0, (open?.fromNs ?? 0) - view.sinceNs);
}

/** An outage that did not end has no length that a bound could be held against. */
function outOf(
  spec: Spec,
  view: StepView,
  seen: { readonly measured: number; readonly evidence: readonly string[] },
): Judgement {
  const bound = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
  return { verdict: "fail", ...seen, unit: "s", ...(typeof bound === "string" ? {} : { bound }) };
}

function sentence({ fromNs, toNs, lost, over }: Outage, series: Series): string {
  const how = failuresText(series.tally(fromNs, toNs).failures);
  const then = over ? "then service was back" : "and service was still out at the end";
  return `${lost} requests in a row were lost (${how}), ${then}`;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const outages = outagesIn(series, windowOf(view));
  const measured = round(secondsOf(outages));
  const open = outages.find(({ over }) => !over);
  const told = [...new Set([open, longest(outages)])].flatMap((one) => one ?? []);
  const evidence =
    told.length > 0 ? told.map((one) => sentence(one, series)) : ["no request was lost"];
  if (open) return outOf(spec, view, { measured, evidence });
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

export const kind: CheckKind<Spec> = {
  kind: "outage",
  about:
    "The longest time without a good answer: between the times at which two successful requests were due.",
  headline: true,
  schema,
  title: (spec) => `outage of ${spec.probe}`,
  ready,
  judge,
};
