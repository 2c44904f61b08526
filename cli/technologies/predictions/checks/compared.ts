import { z } from "zod";
import { threeDigits } from "../../../core/base/numbers.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { measureName, number, points } from "../../../core/kinds/values.ts";
import { judgeMissing, judgeRange, measuredValue, withUnit } from "../predictions.ts";

const factor = number.pipe(z.number().min(0));

const schema = z
  .strictObject({
    check: z.literal("compared"),
    a: measureName.describe("A measure, by its `as`."),
    b: measureName.describe("Another measure, of which the first is so many times as much."),
    "at-least": factor.optional().describe("The least factor."),
    "at-most": factor.optional().describe("The largest factor."),
    points,
  })
  .refine((spec) => spec["at-least"] !== undefined || spec["at-most"] !== undefined, {
    message: "needs `at-least`, `at-most` or both",
  });
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const { measures } = view.run;
  const ratio = measuredValue(measures, spec.a, spec.b);
  if ("missing" in ratio) return judgeMissing(ratio);
  const times = Number(ratio.value);
  const parts = [spec.a, spec.b].map((one) => {
    const { value, unit } = measures.get(one) ?? { value: 0, unit: "" };
    return `${one} ${withUnit(Number(value), unit)}`;
  });
  const wanted = [spec["at-least"] ?? 0, spec["at-most"] ?? Number.POSITIVE_INFINITY] as const;
  const { verdict, why } = judgeRange(ratio, wanted);
  return {
    verdict,
    measured: threeDigits(times),
    unit: "times",
    evidence: [`${parts.join(", ")}: ${threeDigits(times)} times as much`, ...why],
  };
}

function title(spec: Spec): string {
  const bounds = [
    ...(spec["at-least"] === undefined ? [] : [`at least ${spec["at-least"]}`]),
    ...(spec["at-most"] === undefined ? [] : [`at most ${spec["at-most"]}`]),
  ];
  return `${spec.a} is ${bounds.join(" and ")} times ${spec.b}`;
}

export const kind: CheckKind<Spec> = {
  kind: "compared",
  about: "One measure is so many times another one: at least, at most, or both.",
  schema,
  title,
  ready: () => true,
  judge,
};
