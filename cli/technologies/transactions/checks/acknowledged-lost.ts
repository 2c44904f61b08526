import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { measureName, nodeName, number, points, probeName } from "../../../core/kinds/values.ts";
import { fatesOf } from "../fates.ts";
import { isIn, parseRanges, rangesText } from "../numbers.ts";
import { type NodeRows, rowsOf } from "../rows.ts";

const schema = z.strictObject({
  check: z.literal("acknowledged-lost"),
  probe: probeName.describe("The writer."),
  rows: measureName.describe("The measure `rows` that reads them back."),
  node: nodeName.optional().describe("Of this node alone; default: of each that was read from."),
  "at-most": number.optional().describe("So many may be lost; default: none, without `at-least`."),
  "at-least": number
    .optional()
    .describe("So many have to be lost: the control, which shows that they can be."),
  points,
});
type Spec = z.infer<typeof schema>;

interface Found {
  /** Acknowledged, and not there. */
  readonly lost: readonly number[];
  /** Refused, and there all the same. */
  readonly phantoms: readonly number[];
  readonly text: string;
}

function lookAt(rows: NodeRows, fates: ReturnType<typeof fatesOf>): Found | string {
  if (!("numbers" in rows)) return `${rows.node} gave no rows: ${rows.why}`;
  const there = parseRanges(rows.numbers);
  if (!there) return `what ${rows.node} gave is no list of numbers`;
  const lost = fates.acknowledged.filter((n) => !isIn(there, n));
  const phantoms = fates.refused.filter((n) => isIn(there, n));
  const came = fates.unknown.filter((n) => isIn(there, n)).length;
  const text = [
    `${rows.node}: of ${fates.acknowledged.length} acknowledged writes ${lost.length} are not there`,
    ...(lost.length > 0 ? [` (${rangesText(lost)})`] : []),
    `; ${came} of ${fates.unknown.length} without an answer are`,
    ...(phantoms.length > 0
      ? [`; ${phantoms.length} that were refused are there (${rangesText(phantoms)})`]
      : []),
  ].join("");
  return { lost, phantoms, text };
}

function isRight(spec: Spec, lost: number): boolean {
  const most = spec["at-most"] ?? (spec["at-least"] === undefined ? 0 : Number.POSITIVE_INFINITY);
  return lost <= most && lost >= (spec["at-least"] ?? 0);
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = view.run.series.get(spec.probe);
  const detail = rowsOf(view, spec.rows);
  if (!detail) return unknown(`the rows "${spec.rows}" were not read back`);
  const fates = series && fatesOf(series, detail.below);
  // As Jepsen's set test: without an acknowledged write there is nothing that could be lost.
  if (!fates || fates.acknowledged.length === 0)
    return unknown(`no write of "${spec.probe}" was acknowledged`);
  const nodes = detail.nodes.filter(({ node }) => spec.node === undefined || node === spec.node);
  if (nodes.length === 0) return unknown(`nothing was read back from ${spec.node ?? "any node"}`);
  const found = nodes.map((rows) => lookAt(rows, fates));
  const evidence = found.map((one) => (typeof one === "string" ? one : one.text));
  const read = found.filter((one) => typeof one !== "string");
  if (read.length < found.length) return { verdict: "fail", evidence };
  const most = Math.max(...read.map(({ lost }) => lost.length));
  const right = isRight(spec, most) && read.every(({ phantoms }) => phantoms.length === 0);
  return { verdict: right ? "pass" : "fail", measured: most, unit: "writes", evidence };
}

function title(spec: Spec): string {
  const least = spec["at-least"];
  const of = `acknowledged writes of ${spec.probe} are lost`;
  if (least !== undefined) return `at least ${least} ${of}`;
  return `${spec["at-most"] ? `at most ${spec["at-most"]}` : "no"} ${of}`;
}

/** The test "set" of Jepsen (checker.clj): lost are acknowledged elements that a final read does not have. */
export const kind: CheckKind<Spec> = {
  kind: "acknowledged-lost",
  about:
    "How many writes that were acknowledged a node does not have (the recovery point, in writes). Writes without an answer may be there or not; one that was refused must not be.",
  schema,
  title,
  ready: () => true,
  judge,
};
