import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { type CheckKind, type Judgement, unknown } from "../../../core/kinds/check.ts";
import { name, number, points } from "../../../core/lab/schema.ts";
import { judgeRange, measuredValue, threeDigits, withUnit } from "../predictions.ts";

const factor = number.pipe(z.number().min(0));

const schema = z
  .strictObject({
    check: z.literal("compared"),
    /** Two measures: the first is so many times the second. */
    a: name,
    b: name,
    "at-least": factor.optional(),
    "at-most": factor.optional(),
    points,
  })
  .refine((spec) => spec["at-least"] !== undefined || spec["at-most"] !== undefined, {
    message: "needs `at-least`, `at-most` or both",
  });
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const { measures } = view.run;
  const ratio = measuredValue(measures, spec.a, spec.b);
  if ("missing" in ratio) return unknown(ratio.missing);
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

/** One measure is so many times another. */
export const kind: CheckKind<Spec> = {
  kind: "compared",
  schema,
  refs: (spec) =>
    (["a", "b"] as const).map((key) => ({ to: "measure", name: spec[key], path: [key] })),
  title,
  ready: () => true,
  judge,
};
