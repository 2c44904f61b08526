import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { resolveBound, round } from "../../../core/judge/bounds.ts";
import {
  type CheckKind,
  calmNs,
  endS,
  evidenceOf,
  isJudgement,
  type Judgement,
  latestNs,
  unknown,
} from "../../../core/kinds/check.ts";
import { bound, name, points } from "../../../core/lab/schema.ts";
import { answersOf } from "../answers.ts";

const schema = z.strictObject({
  check: z.literal("answers"),
  probe: name,
  /** It is watched until the bound's end. */
  through: bound,
  /** What it may answer; without it, anything. */
  values: z.array(z.string()).min(1).optional(),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const bound = resolveBound(spec.through, view, spec.probe);
  if (typeof bound === "string") return unknown(bound);
  const { sent, lost, outcomes } = series.tally(view.sinceNs, view.untilNs);
  const how = [...outcomes].filter(([outcome]) => outcome !== "ok");
  const why = how.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const measured = round((Math.min(view.untilNs, series.horizonNs) - view.sinceNs) / 1e9);
  const evidence = [`${lost} of ${sent} requests were lost${why ? ` (${why})` : ""}`];
  const others = new Set<string>();
  for (const { text } of answersOf(series, view.sinceNs, view.untilNs)) {
    if (spec.values && !spec.values.includes(text)) others.add(text);
  }
  if (others.size > 0) evidence.push(`it answered ${[...others].join(", ")}, too`);
  if (lost > 0 || others.size > 0) return { verdict: "fail", evidence };
  if (measured + bound.tolerance < bound.hi)
    return unknown(`"${spec.probe}" was watched for ${measured} s only`);
  return { verdict: "pass", measured, unit: "s", evidence };
}

/** Every request is answered for so long, whatever is broken meanwhile. */
export const kind: CheckKind<Spec> = {
  kind: "answers",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `${spec.probe} answers all the time`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    return !series || series.horizonNs >= latestNs(spec.through, view, spec.probe) + calmNs;
  },
  watchesS: (spec, view) => endS(spec.through, view, spec.probe),
  judge,
};
