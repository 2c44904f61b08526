import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { resolveBound } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  endS,
  evidenceOf,
  isJudgement,
  latestNs,
  unknown,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, points, probeName } from "../../../core/kinds/values.ts";
import { answersOf, lastAnswer } from "../answers.ts";

const schema = z.strictObject({
  check: z.literal("dns-stale"),
  probe: probeName.describe("The probe that asks the primary."),
  on: z.array(probeName).min(1).describe("The probes that ask the secondaries."),
  value: z.string().describe("The new answer, which the edited file has and nobody hears of."),
  through: bound.describe("They are watched until the end of this bound."),
  points,
});
type Spec = z.infer<typeof schema>;

/** The first new answer of a secondary. */
function arrival(spec: Spec, view: StepView): string | undefined {
  for (const probe of spec.on) {
    const series = view.run.series.get(probe);
    if (!series) continue;
    for (const { text, t } of answersOf(series, view.sinceNs, view.untilNs)) {
      const after = round((t - view.sinceNs) / 1e9);
      if (text === spec.value) return `${probe} answered ${text} after ${after} s`;
    }
  }
  return undefined;
}

function judge(spec: Spec, view: StepView): Judgement {
  for (const probe of [spec.probe, ...spec.on]) {
    const series = evidenceOf(view, probe);
    if (isJudgement(series)) return series;
  }
  const bound = resolveBound(spec.through, view, spec.probe);
  if (typeof bound === "string") return unknown(bound);
  const seen = [spec.probe, ...spec.on].map((probe) => {
    const series = view.run.series.get(probe);
    const last = series && lastAnswer(series, view.sinceNs, view.untilNs);
    return `${probe}: ${last ?? "nothing"}`;
  });
  const measured = round((view.untilNs - view.sinceNs) / 1e9);
  const evidence = [`${seen.join(", ")}, ${measured} s after the edit`];
  const came = arrival(spec, view);
  if (came !== undefined) return { verdict: "fail", bound, evidence: [came, ...evidence] };
  if (measured < bound.hi) return unknown(`they were watched for ${measured} s only`);
  return { verdict: "pass", measured, unit: "s", bound, evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "dns-stale",
  about: "A change stays where it was made: the secondaries never hear of it.",
  formerly: "stale",
  schema,
  title: (spec) => `${spec.on.join(", ")} do not hear of ${spec.value}`,
  ready: (spec, view) => view.untilNs >= latestNs(spec.through, view, spec.probe) + calmNs,
  watchesS: (spec, view) => endS(spec.through, view, spec.probe),
  judge,
};
