import { z } from "zod";
import { threeDigits } from "../../../core/base/numbers.ts";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { measureName, number, points } from "../../../core/kinds/values.ts";
import { judgeMissing, judgeRange, measuredValue, withUnit } from "../predictions.ts";

const schema = z
  .strictObject({
    check: z.literal("measured"),
    measure: measureName.describe("A measure, by its `as`."),
    is: z.string().optional().describe("The word that it gave."),
    "at-least": number.optional().describe("The least, in the measure's own unit: s or MiB."),
    "at-most": number.optional().describe("The most, in the same unit."),
    points,
  })
  .refine(
    (spec) =>
      (spec.is !== undefined) !== (spec["at-least"] !== undefined || spec["at-most"] !== undefined),
    { message: "needs `is`, or `at-least` and `at-most`" },
  );
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const found = measuredValue(view.run.measures, spec.measure);
  if ("missing" in found) return judgeMissing(found);
  const { value, unit } = found;
  const { evidence = [] } = view.run.measures.get(spec.measure) ?? {};
  if (spec.is !== undefined) {
    const lines = [`${spec.measure} is ${value}`, ...evidence];
    return { verdict: value === spec.is ? "pass" : "fail", evidence: lines };
  }
  if (typeof value === "string") return unknown(`${spec.measure} is a word: ${value}`);
  const least = spec["at-least"] ?? Number.NEGATIVE_INFINITY;
  const most = spec["at-most"] ?? Number.POSITIVE_INFINITY;
  const { verdict, why } = judgeRange(found, [least, most]);
  return {
    verdict,
    measured: threeDigits(value),
    unit,
    evidence: [`${spec.measure} is ${withUnit(value, unit)}`, ...evidence, ...why],
  };
}

function title(spec: Spec): string {
  if (spec.is !== undefined) return `${spec.measure} is ${spec.is}`;
  const bounds = [
    ...(spec["at-least"] === undefined ? [] : [`at least ${spec["at-least"]}`]),
    ...(spec["at-most"] === undefined ? [] : [`at most ${spec["at-most"]}`]),
  ];
  return `${spec.measure} is ${bounds.join(" and ")}`;
}

export const kind: CheckKind<Spec> = {
  kind: "measured",
  about: "A measure is a certain word, or lies between two numbers.",
  schema,
  title,
  ready: () => true,
  judge,
};
