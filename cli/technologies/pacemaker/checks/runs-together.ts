import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { OwnerHistory } from "../../../core/journal/address-owners.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, nodeName, points, probeName } from "../../../core/kinds/values.ts";
import { Actions, nodeOf, placeOf } from "../actions.ts";
import { resourceName } from "../tools.ts";

const schema = z.strictObject({
  check: z.literal("runs-together"),
  probe: probeName.describe("A probe of the kind resource-actions."),
  resources: z
    .array(resourceName)
    .min(1)
    .describe("All of them run on one node, each there alone."),
  node: nodeName.optional().describe("The node; default: any."),
  within: bound.optional().describe("How soon it is so; default: during the whole phase."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Of places: every resource once, and all on one node. */
function wanted({ resources, node }: Spec): (places: readonly string[]) => boolean {
  return (places) => {
    const where = node ?? nodeOf(places[0] ?? "");
    const all = resources.every((one) => places.includes(placeOf(one, where)));
    return all && places.length === resources.length;
  };
}

const historyOf = (spec: Spec, view: StepView) =>
  new Actions(view.run, spec.probe).activity(spec.resources);

function story(history: OwnerHistory, view: StepView): string[] {
  const text = (places: readonly string[]) => places.join(", ") || "nothing runs";
  const states = history.states().filter(({ t }) => t > view.sinceNs && t <= view.untilNs);
  return [
    `at first: ${text(history.at(view.sinceNs))}`,
    ...states.map(
      ({ t, nodes }) => `after ${((t - view.sinceNs) / 1e9).toFixed(2)} s: ${text(nodes)}`,
    ),
  ].slice(0, 12);
}

function judge(spec: Spec, view: StepView): Judgement {
  if (!new Actions(view.run, spec.probe).known)
    return unknown(`no node told what its resource agents did ("${spec.probe}")`);
  const history = historyOf(spec, view);
  const test = wanted(spec);
  const evidence = story(history, view);
  if (!spec.within) {
    const wrongS = round(history.secondsWhere(view.sinceNs, view.untilNs, (now) => !test(now)));
    return { verdict: wrongS === 0 ? "pass" : "fail", measured: wrongS, unit: "s", evidence };
  }
  const since = history.holdsSince(view.sinceNs, view.untilNs, test);
  if (since === undefined) return { verdict: "fail", evidence };
  const measured = round(Math.max(0, since - view.sinceNs) / 1e9);
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

function ready(spec: Spec, view: StepView): boolean {
  if (!spec.within) return view.untilNs >= view.sinceNs + calmNs;
  const since = historyOf(spec, view).holdsSince(view.sinceNs, view.untilNs, wanted(spec));
  if (since !== undefined && view.untilNs - since >= calmNs) return true;
  return view.untilNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs;
}

export const kind: CheckKind<Spec> = {
  kind: "runs-together",
  about:
    "Resources run on one node, all of them, and each nowhere else: by when their agents had started and stopped them. A stop that failed leaves a resource where it was.",
  schema,
  title: ({ resources, node }) => `${resources.join(", ")} run on ${node ?? "one node"}`,
  ready,
  judge,
};
