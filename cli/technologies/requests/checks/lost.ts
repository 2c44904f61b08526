import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import {
  type CheckKind,
  calmNs,
  evidenceOf,
  isJudgement,
  type Judgement,
  unaskedLimit,
  unlessBusy,
} from "../../../core/kinds/check.ts";
import { name, number, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("lost"),
  probe: name,
  "at-most": number,
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe, unaskedLimit);
  if (isJudgement(series)) return series;
  const { sent, lost, outcomes } = series.tally(view.sinceNs, view.untilNs);
  const kinds = [...outcomes].filter(([outcome]) => outcome !== "ok");
  const how = kinds.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return {
    verdict: lost <= spec["at-most"] ? "pass" : "fail",
    measured: lost,
    unit: "requests",
    evidence: [`${lost} of ${sent} requests were lost${how ? ` (${how})` : ""}`],
  };
}

/** How many requests were lost in the phase. */
export const kind: CheckKind<Spec> = {
  kind: "lost",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `at most ${spec["at-most"]} requests of ${spec.probe} lost`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    return !series || series.horizonNs >= view.sinceNs + calmNs;
  },
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
