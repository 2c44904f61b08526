import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { type CheckKind, type Judgement, unknown } from "../../../core/kinds/check.ts";
import { name, number, points } from "../../../core/lab/schema.ts";
import { judgeRange, measuredValue, threeDigits, withUnit } from "../predictions.ts";

const schema = z
  .strictObject({
    check: z.literal("measured"),
    measure: name,
    /** A word. */
    is: z.string().optional(),
    /** In the measure's own unit: s or MiB. */
    "at-least": number.optional(),
    "at-most": number.optional(),
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
  if ("missing" in found) return unknown(found.missing);
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

/** A measure has a value, or lies between two. */
export const kind: CheckKind<Spec> = {
  kind: "measured",
  schema,
  refs: (spec) => [{ to: "measure", name: spec.measure, path: ["measure"] }],
  title,
  ready: () => true,
  judge,
};
