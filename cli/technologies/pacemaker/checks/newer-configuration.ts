import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { measureName, points } from "../../../core/kinds/values.ts";
import { isNewer, parseEpoch } from "../epoch.ts";

const schema = z.strictObject({
  check: z.literal("newer-configuration"),
  measure: measureName.describe("A measure of the kind configuration, by its `as`."),
  than: measureName.describe("Another one, whose configuration has to be older."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const [one, other] = [view.run.measures.get(spec.measure), view.run.measures.get(spec.than)];
  if (!one || !other) return unknown(`${one ? spec.than : spec.measure} was not measured`);
  const evidence = [
    ...[`${spec.measure} is ${one.value}`, ...one.evidence],
    ...[`${spec.than} is ${other.value}`, ...other.evidence],
  ];
  if (one.value === null || other.value === null) return { verdict: "unknown", evidence };
  const [newer, older] = [parseEpoch(one.value), parseEpoch(other.value)];
  const ok = newer !== undefined && older !== undefined && isNewer(newer, older);
  return { verdict: ok ? "pass" : "fail", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "newer-configuration",
  about:
    "Which of two configurations of Pacemaker's is the newer one, by admin_epoch and epoch: where nodes meet, that one is in force for all. Nodes that differ have none.",
  schema,
  title: ({ measure, than }) => `${measure} is newer than ${than}`,
  ready: () => true,
  judge,
};
