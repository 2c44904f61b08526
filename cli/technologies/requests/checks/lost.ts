import { z } from "zod";
import { failuresText } from "../../../core/journal/failures.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  unaskedLimit,
  unlessBusy,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("lost"),
  probe: probeName,
  "at-most": number.describe("So many may be lost."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe, unaskedLimit);
  if (isJudgement(series)) return series;
  const { sent, lost, failures } = series.tally(view.sinceNs, view.untilNs);
  const how = failuresText(failures);
  return {
    verdict: lost <= spec["at-most"] ? "pass" : "fail",
    measured: lost,
    unit: "requests",
    evidence: [`${lost} of ${sent} requests were lost${how ? ` (${how})` : ""}`],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "lost",
  about: "How many requests of the phase got no good answer.",
  schema,
  title: (spec) => `at most ${spec["at-most"]} requests of ${spec.probe} lost`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    return !series || series.horizonNs >= view.sinceNs + calmNs;
  },
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
