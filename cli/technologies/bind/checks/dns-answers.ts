import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { failuresText } from "../../../core/journal/failures.ts";
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
import { bound, points, probeName, stepId } from "../../../core/kinds/values.ts";
import { answersOf } from "../answers.ts";

const schema = z.strictObject({
  check: z.literal("dns-answers"),
  probe: probeName,
  through: bound.describe("It is watched until the end of this bound."),
  values: z.array(z.string()).min(1).optional().describe("What it may answer; default: anything."),
  edit: stepId
    .optional()
    .describe(
      "A step whose fault is a zone-edit: it may answer the address that was written then.",
    ),
  points,
});
type Spec = z.infer<typeof schema>;

/** Of a zone-edit, as its undo tells it. */
const editSchema = z.object({ record: z.object({ address: z.string() }) });

/** What it may answer; undefined: anything. A sentence: nobody knows what was written. */
function allowedAnswers(spec: Spec, view: StepView): readonly string[] | undefined | string {
  if (spec.edit === undefined) return spec.values;
  const edited = editSchema.safeParse(view.run.faultOf(spec.edit)?.undo);
  if (!edited.success) return `no address was written in step ${spec.edit}`;
  return [...(spec.values ?? []), edited.data.record.address];
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const bound = resolveBound(spec.through, view, spec.probe);
  if (typeof bound === "string") return unknown(bound);
  const may = allowedAnswers(spec, view);
  if (typeof may === "string") return unknown(may);
  const { sent, lost, failures } = series.tally(view.sinceNs, view.untilNs);
  const why = failuresText(failures);
  const measured = round((Math.min(view.untilNs, series.horizonNs) - view.sinceNs) / 1e9);
  const evidence = [`${lost} of ${sent} requests were lost${why ? ` (${why})` : ""}`];
  const others = new Set<string>();
  for (const { text } of answersOf(series, view.sinceNs, view.untilNs)) {
    if (may && !may.includes(text)) others.add(text);
  }
  if (others.size > 0) evidence.push(othersText([...others], may ?? []));
  if (lost > 0 || others.size > 0) return { verdict: "fail", evidence };
  if (measured + bound.tolerance < bound.hi)
    return unknown(`"${spec.probe}" was watched for ${measured} s only`);
  return { verdict: "pass", measured, unit: "s", evidence };
}

function othersText(others: readonly string[], may: readonly string[]): string {
  const [shown, more] = [others.slice(0, 5).join(", "), others.length > 5 ? ", ..." : ""];
  return `it answered ${shown}${more}, too; right is ${may.join(" or ")}`;
}

export const kind: CheckKind<Spec> = {
  kind: "dns-answers",
  about: "Every request of a dns probe is answered for so long, whatever is broken meanwhile.",
  formerly: "answers",
  schema,
  title: (spec) => `${spec.probe} answers all the time`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    return !series || series.horizonNs >= latestNs(spec.through, view, spec.probe) + calmNs;
  },
  watchesS: (spec, view) => endS(spec.through, view, spec.probe),
  judge,
};
