import { z } from "zod";
import { threeDigits } from "../../../core/base/numbers.ts";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judged, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName, stepId } from "../../../core/kinds/values.ts";
import { unseen } from "../holders.ts";
import {
  askersOf,
  borneBy,
  idleShare,
  mostOf,
  nodesOf,
  outageOf,
  survivedOf,
} from "../topology.ts";

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
  capacity: number
    .pipe(z.number().int().min(1))
    .optional()
    .describe("So many services have room on a node: for the idle share that the summary says."),
  failures: number
    .pipe(z.number().int().min(0))
    .describe("After so many of them, and no more, every service still has a node."),
  points,
});
type Spec = z.infer<typeof schema>;

const count = (many: number, of: string) => `${many} ${of}${many === 1 ? "" : "s"}`;

/** A line of the table that compares topologies. */
function rowText({ steps, probes, capacity }: Spec, { run }: StepView, failures: number) {
  const nodes = nodesOf(run, steps, probes);
  const idle = capacity === undefined ? undefined : idleShare(nodes, probes, capacity);
  const outageS = outageOf(run, steps, askersOf(run, probes));
  return [
    `${steps.join(", ")}: ${count(nodes.length, "node")}`,
    ...(idle === undefined ? [] : [`${threeDigits(idle * 100)} % idle`]),
    `${count(failures, "failure")} survived`,
    ...(outageS === undefined ? [] : [`longest outage ${outageS} s`]),
    `at most ${count(mostOf(run, steps, probes), "service")} on a node`,
  ].join(", ");
}

function judge(spec: Spec, view: StepView): Judgement {
  const { run } = view;
  const borne = borneBy(run, spec.steps, spec.probes);
  if (typeof borne === "string") return unknown(borne);
  const [first = ""] = spec.steps;
  const fromNs = run.faultOf(first)?.effectNs ?? run.startNs;
  const last = run.steps.get(spec.steps.at(-1) ?? "");
  const toNs = last?.mendedNs ?? last?.doneNs ?? run.endNs;
  const blind = unseen(run, spec.probes, { fromNs, toNs });
  if (blind) return blind;
  const measured = survivedOf(borne);
  const ends = borne.map(({ step, owners }) => `at the end of ${step}: ${owners.join(", ")}`);
  const verdict = measured === spec.failures ? "pass" : "fail";
  const evidence = [rowText(spec, view, measured), ...ends];
  return { verdict, measured, unit: "failures", evidence };
}

/** The row, whoever passed: all of them together are the table. */
function remark({ verdict, measured, evidence: [row] }: Judged): string | undefined {
  return verdict === "unknown" || measured === undefined ? undefined : row;
}

export const kind: CheckKind<Spec> = {
  kind: "survives",
  about:
    "How many failures in a row a topology survives: after so many of these steps' faults every service still has a node. The summary says what it cost and bore, for comparison.",
  schema,
  title: ({ steps, failures }) =>
    `${steps.join(", ")}: all services survive ${count(failures, "failure")}`,
  ready: () => true,
  judge,
  remark,
};
