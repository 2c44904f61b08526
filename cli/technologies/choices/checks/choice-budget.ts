import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { nodeName, number, points } from "../../../core/kinds/values.ts";
import { builtOf } from "../built.ts";
import { loadsOf, placesOf } from "../choices.ts";

const count = number.pipe(z.number().int().min(1));

const schema = z.strictObject({
  check: z.literal("choice-budget"),
  nodes: nodeName.array().min(1).describe("Those that are built by choice."),
  places: count.describe("So many there are: a place is a service on a node."),
  each: count.describe("So many a node has at most."),
  points,
});
type Spec = z.infer<typeof schema>;

/** What was built and asked by nobody is no service yet. */
function isAsked(view: StepView): boolean {
  const all = [...view.run.series.values()];
  return all.some((series) => series.tally(view.sinceNs, view.untilNs).sent > 0);
}

function judge(spec: Spec, view: StepView): Judgement {
  if (!isAsked(view)) return unknown("nobody asked any service");
  const built = builtOf(view);
  if (typeof built === "string")
    return built.includes("different") ? { verdict: "fail", evidence: [built] } : unknown(built);
  const taken = placesOf(built.choices).length;
  const crowded = [...loadsOf(built.choices)].filter(([, load]) => load > spec.each);
  const strange = placesOf(built.choices).filter(({ node }) => !spec.nodes.includes(node));
  const evidence = [
    `${taken} of ${spec.places} places are taken`,
    ...strange.map(({ node }) => `${node} is none of the nodes`),
    ...crowded.map(([node, load]) => `${node} has ${load}, of ${spec.each}`),
  ];
  const within = taken <= spec.places && crowded.length + strange.length === 0;
  return { verdict: within ? "pass" : "fail", measured: taken, unit: "places", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "choice-budget",
  about:
    "What was built stays within the budget: so many places for all services together, and so many on one node.",
  schema,
  title: ({ places, each }) => `at most ${places} places, ${each} on a node`,
  ready: () => true,
  judge,
};
