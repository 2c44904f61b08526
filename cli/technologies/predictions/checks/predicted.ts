import { z } from "zod";
import { threeDigits } from "../../../core/base/numbers.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { filePath, measureName, name, number, points } from "../../../core/kinds/values.ts";
import {
  decadesBetween,
  findPrediction,
  inUnit,
  judgeMissing,
  judgeRange,
  measuredValue,
  type Prediction,
  predictionsPath,
  unitsOf,
  type Value,
  withUnit,
} from "../predictions.ts";

const schema = z.strictObject({
  check: z.literal("predicted"),
  prediction: name.describe("The line of the file, by its name."),
  measure: measureName.describe("What was measured, by its `as`."),
  over: measureName
    .optional()
    .describe("Another measure, by which the first is divided: a factor is predicted."),
  by: measureName
    .optional()
    .describe("A measured word that the line's name ends with: `slowdown` becomes `slowdown-tcg`."),
  within: number
    .pipe(z.number().positive())
    .default(1)
    .describe("Orders of magnitude between the two: 1 allows ten times more, and ten times less."),
  floor: number
    .pipe(z.number().positive())
    .optional()
    .describe(
      "What is less counts as this much: nobody has to guess how little next to nothing is.",
    ),
  file: filePath.default(predictionsPath).describe("Where the predictions are."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Ten times more is one order of magnitude, whatever floating point makes of it. */
const exact = 1e-9;

function judge(spec: Spec, view: StepView): Judgement {
  const { measures, plan } = view.run;
  const by = spec.by === undefined ? undefined : measuredValue(measures, spec.by);
  if (by && "missing" in by) return judgeMissing(by);
  const found = measuredValue(measures, spec.measure, spec.over);
  if ("missing" in found) return judgeMissing(found);
  const line = by ? `${spec.prediction}-${by.value}` : spec.prediction;
  const prediction = findPrediction(plan, line, spec.file);
  const { value, unit } = found;
  const shown = typeof value === "number" ? { measured: threeDigits(value), unit } : {};
  if ("missing" in prediction) {
    const said = typeof value === "number" ? withUnit(value, unit) : value;
    return { verdict: "fail", ...shown, evidence: [prediction.missing, `measured: ${said}`] };
  }
  if (typeof value === "number") return { ...judgeNumber(spec, prediction, found), ...shown };
  const right = prediction.text.toLowerCase() === value.toLowerCase();
  const evidence = [`${line}: predicted ${prediction.text}, measured ${value}`];
  return { verdict: right ? "pass" : "fail", evidence };
}

function judgeNumber(spec: Spec, prediction: Prediction, found: Value): Judgement {
  const { unit } = found;
  const [guess, value] = [inUnit(prediction, unit), Number(found.value)];
  if (guess === undefined) {
    const wanted = unit === "" ? "a number" : `a number with one of ${unitsOf(unit)}`;
    return { verdict: "fail", evidence: [`"${prediction.text}" is not ${wanted}`] };
  }
  const { floor = 0 } = spec;
  const [predicted, measured] = [Math.max(guess, floor), Math.max(value, floor)];
  const said = `predicted ${withUnit(guess, unit)}, measured ${withUnit(value, unit)}`;
  if (predicted <= 0 || measured <= 0)
    return { verdict: "fail", evidence: [said, "0 has no order of magnitude"] };
  const spread = 10 ** spec.within;
  const lowest = predicted / spread;
  const [lo, hi] = [lowest <= floor ? 0 : lowest, predicted * spread];
  const { verdict, why } = judgeRange(found, [lo * (1 - exact), hi * (1 + exact)]);
  const off = decadesBetween(predicted, measured);
  const factor = threeDigits(10 ** off);
  return {
    verdict,
    bound: {
      lo: threeDigits(lo),
      hi: threeDigits(hi),
      formula: `p / ${threeDigits(spread)} .. p * ${threeDigits(spread)}`,
      inputs: { p: threeDigits(guess) },
      source: "your prediction",
      tolerance: 0,
    },
    evidence: [
      said,
      `a factor of ${factor}, or ${off.toFixed(2)} orders of magnitude; ${spec.within} is allowed`,
      ...why,
    ],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "predicted",
  about:
    "What the student predicted has the order of magnitude of what was measured. Predictions are lines `NAME: VALUE UNIT` of a file that some role has with `owner: student`.",
  schema,
  title: (spec) => `the prediction ${spec.prediction} has the right order of magnitude`,
  ready: () => true,
  judge,
};
