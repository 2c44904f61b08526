import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { measureName, points } from "../../../core/kinds/values.ts";
import { areAlike, rowsOf } from "../rows.ts";

const schema = z.strictObject({
  check: z.literal("identical"),
  rows: measureName.describe("The measure `rows` that reads them back, from two nodes or more."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const detail = rowsOf(view, spec.rows);
  if (!detail) return unknown(`the rows "${spec.rows}" were not read back`);
  if (detail.nodes.length < 2) return unknown("the rows of one node alone are like no other's");
  const digests = detail.nodes.flatMap((one) => ("digest" in one ? [one.digest] : []));
  const evidence = detail.nodes.map((one) =>
    "count" in one
      ? `${one.node}: ${one.count} rows, digest ${one.digest}`
      : `${one.node} gave no rows: ${one.why}`,
  );
  const verdict = areAlike(detail.nodes) ? "pass" : "fail";
  return { verdict, measured: new Set(digests).size, unit: "contents", evidence };
}

/** Convergence: once writes have stopped to matter, all copies are equal (Terry et al. 1994; here by digest). */
export const kind: CheckKind<Spec> = {
  kind: "identical",
  about: "All nodes have the same rows in the end, by a digest of what is in them.",
  schema,
  title: (spec) => `the rows of ${spec.rows} are the same everywhere`,
  ready: () => true,
  judge,
};
