import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { calmNs, evidenceOf, isJudgement, unknown } from "../../../core/judge/evidence.ts";
import { type Outage, outagesIn, secondsOf, windowOf } from "../../../core/judge/outages.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { type StepView, stepView } from "../../../core/kinds/formula.ts";
import { points, probeName, stepId } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("shorter-than"),
  probe: probeName,
  step: stepId.describe("An earlier step."),
  points,
});
type Spec = z.infer<typeof schema>;

function outagesOf(view: StepView, probe: string): Outage[] | Judgement {
  const series = evidenceOf(view, probe);
  return isJudgement(series) ? series : outagesIn(series, windowOf(view));
}

function otherView(spec: Spec, view: StepView): StepView | undefined {
  const step = view.run.plan?.steps.find((other) => other.id === spec.step);
  return step && stepView(view.run, step, "expect", view);
}

function judge(spec: Spec, view: StepView): Judgement {
  const other = otherView(spec, view);
  if (!other) return unknown(`step "${spec.step}" was not played`);
  const outages = outagesOf(view, spec.probe);
  const before = outagesOf(other, spec.probe);
  if (!Array.isArray(outages)) return outages;
  if (!Array.isArray(before)) return before;
  const [mine, theirs] = [round(secondsOf(outages)), round(secondsOf(before))];
  const evidence = [`${mine} s here, ${theirs} s in step ${spec.step}`];
  // An outage that did not end has no length: how long it was watched says nothing.
  if (outages.some(({ over }) => !over)) evidence.unshift("service was still out at the end");
  if (before.some(({ over }) => !over)) evidence.push("there service did not come back");
  const wholeS = Math.max(0, ...outages.map(({ wholeNs }) => wholeNs)) / 1e9;
  const verdict = mine < theirs && wholeS < theirs ? "pass" : "fail";
  return { verdict, measured: mine, unit: "s", evidence };
}

/** Service is back, or out for longer already than it may be. */
function ready(spec: Spec, view: StepView): boolean {
  const series = view.run.series.get(spec.probe);
  const other = otherView(spec, view);
  if (!series || !other) return true;
  const okSince = series.okSinceNs(view.sinceNs);
  if (okSince !== undefined) return series.horizonNs - okSince >= calmNs;
  const theirs = secondsOf(outagesIn(series, windowOf(other)));
  return secondsOf(outagesIn(series, windowOf(view))) >= theirs;
}

export const kind: CheckKind<Spec> = {
  kind: "shorter-than",
  about: "The outage of this step is shorter than that of an earlier one.",
  schema,
  title: (spec) => `shorter outage than in ${spec.step}`,
  ready,
  judge,
};
