import { z } from "zod";
import type { Series } from "../../../core/journal/series.ts";
import { unknown, unlessBusy } from "../../../core/judge/evidence.ts";
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
  since: z
    .literal("step")
    .optional()
    .describe("Of what was written since the step began to settle; default: since the run began."),
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

/** The first number that counts. */
function firstOf(spec: Spec, view: StepView, series: Series): number {
  const sinceNs = spec.since && view.run.steps.get(view.step.id)?.settleNs;
  return sinceNs ? Math.max(0, Math.ceil((sinceNs - series.t0) / series.intervalNs)) : 0;
}

/** The control is missing what it should show, and a busy machine may be why; what is lost is lost on any machine. */
function verdictOn(spec: Spec, view: StepView, judged: Measured): Judgement {
  const least = spec["at-least"] ?? 0;
  const most = spec["at-most"] ?? (spec["at-least"] === undefined ? 0 : Number.POSITIVE_INFINITY);
  if (judged.measured > most) return { ...judged, verdict: "fail" };
  const verdict = judged.measured >= least ? "pass" : "fail";
  return unlessBusy({ ...judged, verdict }, view, spec.probe);
}

type Measured = Omit<Judgement, "verdict"> & { readonly measured: number };

function judge(spec: Spec, view: StepView): Judgement {
  const series = view.run.series.get(spec.probe);
  const detail = rowsOf(view, spec.rows);
  if (!detail) return unknown(`the rows "${spec.rows}" were not read back`);
  const fates = series && fatesOf(series, firstOf(spec, view, series), detail.below);
  // As Jepsen's set test: without an acknowledged write there is nothing that could be lost.
  if (!fates || fates.acknowledged.length === 0)
    return unknown(`no write of "${spec.probe}" was acknowledged`);
  const nodes = detail.nodes.filter(({ node }) => spec.node === undefined || node === spec.node);
  if (nodes.length === 0) return unknown(`nothing was read back from ${spec.node ?? "any node"}`);
  const found = nodes.map((rows) => lookAt(rows, fates));
  const evidence = found.map((one) => (typeof one === "string" ? one : one.text));
  const read = found.filter((one) => typeof one !== "string");
  if (read.length < found.length) return { verdict: "fail", evidence };
  const measured = Math.max(...read.map(({ lost }) => lost.length));
  const judged = { measured, unit: "writes", evidence };
  if (read.some(({ phantoms }) => phantoms.length > 0)) return { ...judged, verdict: "fail" };
  return verdictOn(spec, view, judged);
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
