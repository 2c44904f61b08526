import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points } from "../../../core/kinds/values.ts";
import { builtOf } from "../built.ts";
import { loadsOf, placesOf } from "../choices.ts";

const count = number.pipe(z.number().int().min(1));

const schema = z.strictObject({
  check: z.literal("choice-budget"),
  places: count.describe("So many there are: a place is a service on a node."),
  each: count.describe("So many a node has at most."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const built = builtOf(view);
  if (typeof built === "string")
    return built.includes("different") ? { verdict: "fail", evidence: [built] } : unknown(built);
  const taken = placesOf(built.choices).length;
  const crowded = [...loadsOf(built.choices)].filter(([, load]) => load > spec.each);
  const evidence = [
    `${taken} of ${spec.places} places are taken`,
    ...crowded.map(([node, load]) => `${node} has ${load}, of ${spec.each}`),
  ];
  const within = taken <= spec.places && crowded.length === 0;
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
