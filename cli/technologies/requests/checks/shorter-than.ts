import { z } from "zod";
import { type StepView, stepView } from "../../../core/journal/view.ts";
import { round } from "../../../core/judge/bounds.ts";
import {
  type CheckKind,
  evidenceOf,
  isJudgement,
  type Judgement,
  unknown,
} from "../../../core/kinds/check.ts";
import { name, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("shorter-than"),
  probe: name,
  /** An earlier step. */
  step: name,
  points,
});
type Spec = z.infer<typeof schema>;

function outageS(view: StepView, probe: string): number | Judgement {
  const series = evidenceOf(view, probe);
  if (isJudgement(series)) return series;
  const lengths = series.gaps(view.sinceNs, view.untilNs).map((gap) => gap.toNs - gap.fromNs);
  return round(Math.max(0, ...lengths) / 1e9);
}

function judge(spec: Spec, view: StepView): Judgement {
  const step = view.run.plan?.steps.find((other) => other.id === spec.step);
  const other = step && stepView(view.run, step, "hold");
  if (!other) return unknown(`step "${spec.step}" was not played`);
  const mine = outageS(view, spec.probe);
  const theirs = outageS(other, spec.probe);
  if (typeof mine !== "number") return mine;
  if (typeof theirs !== "number") return theirs;
  return {
    verdict: mine < theirs ? "pass" : "fail",
    measured: mine,
    unit: "s",
    evidence: [`${mine} s here, ${theirs} s in step ${spec.step}`],
  };
}

/** The outage of this step is shorter than that of an earlier one. */
export const kind: CheckKind<Spec> = {
  kind: "shorter-than",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    { to: "step", name: spec.step, path: ["step"] },
  ],
  title: (spec) => `shorter outage than in ${spec.step}`,
  ready: () => true,
  judge,
};
