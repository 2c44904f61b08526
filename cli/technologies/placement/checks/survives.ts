import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName, stepId } from "../../../core/kinds/values.ts";
import { unseen } from "../holders.ts";
import { borneBy, survivedOf } from "../topology.ts";

const schema = z.strictObject({
  check: z.literal("survives"),
  steps: z
    .array(stepId)
    .min(1)
    .describe("Earlier steps that broke one node each, without repair in between."),
  probes: z
    .array(probeName)
    .min(1)
    .describe("Probes of the kind address-owner, each the watch on one service's address."),
  failures: number
    .pipe(z.number().int().min(0))
    .describe("After so many of them, and no more, every service still has a node."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, { run }: StepView): Judgement {
  const borne = borneBy(run, spec.steps, spec.probes);
  if (typeof borne === "string") return unknown(borne);
  const [first = ""] = spec.steps;
  const fromNs = run.faultOf(first)?.effectNs ?? run.startNs;
  const last = run.steps.get(spec.steps.at(-1) ?? "");
  const toNs = last?.mendedNs ?? last?.doneNs ?? run.endNs;
  const blind = unseen(run, spec.probes, { fromNs, toNs });
  if (blind) return blind;
  const measured = survivedOf(borne);
  const evidence = borne.map(({ step, owners }) => `at the end of ${step}: ${owners.join(", ")}`);
  const verdict = measured === spec.failures ? "pass" : "fail";
  return { verdict, measured, unit: "failures", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "survives",
  about:
    "How many failures in a row a topology survives: after so many of these steps' faults every service still has a node.",
  schema,
  title: ({ steps, failures }) =>
    `${steps.join(", ")}: all services survive ${failures} failure${failures === 1 ? "" : "s"}`,
  ready: () => true,
  judge,
};
