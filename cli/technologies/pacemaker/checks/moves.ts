import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, nodeName, number, points, probeName } from "../../../core/kinds/values.ts";
import { type ActionRun, Actions, nodeOf } from "../actions.ts";
import { resourceName } from "../tools.ts";

const schema = z.strictObject({
  check: z.literal("moves"),
  probe: probeName.describe("A probe of the kind resource-actions."),
  resource: resourceName,
  "at-most": number.pipe(z.number().int().min(0)).default(0).describe("So many moves are right."),
  joined: nodeName
    .optional()
    .describe("A node that comes back: `during` begins when it was asked what it runs."),
  during: duration.prefault("2s").describe("It is looked at for so long."),
  points,
});
type Spec = z.infer<typeof schema>;

/** A node that boots and has not joined by then is not about to. */
const joinNs = 20e9;

/** When the node that comes back was asked for the resource; undefined: not yet. */
function joinedNs({ joined, resource, probe }: Spec, view: StepView): number | undefined {
  if (joined === undefined) return view.sinceNs;
  return new Actions(view.run, probe).askedNs(resource, joined, view.sinceNs, view.untilNs);
}

/** Starts on another node than the one before. */
function movesOf(spec: Spec, view: StepView): readonly ActionRun[] {
  const starts = new Actions(view.run, spec.probe)
    .runs([spec.resource])
    .filter(({ action }) => action === "start");
  return starts.filter(
    ({ node, fromNs }, at) =>
      fromNs >= view.sinceNs && fromNs <= view.untilNs && node !== before(spec, view, starts, at),
  );
}

function before(spec: Spec, view: StepView, starts: readonly ActionRun[], at: number) {
  const last = starts[at - 1]?.node;
  if (last !== undefined) return last;
  // It was there before anybody watched.
  const activity = new Actions(view.run, spec.probe).activity([spec.resource]);
  const [first] = activity.states().flatMap(({ nodes }) => nodes);
  return first === undefined ? undefined : nodeOf(first);
}

function judge(spec: Spec, view: StepView): Judgement {
  const activity = new Actions(view.run, spec.probe).activity([spec.resource]);
  if (!activity.known) return unknown(`no node ever told that it runs ${spec.resource}`);
  if (joinedNs(spec, view) === undefined)
    return unknown(`${spec.joined} was never asked whether it runs ${spec.resource}`);
  const moves = movesOf(spec, view);
  const evidence = [
    `at first: ${activity.at(view.sinceNs).join(" and ") || "nowhere"}`,
    ...moves.map(
      ({ node, fromNs }) => `to ${node} after ${((fromNs - view.sinceNs) / 1e9).toFixed(2)} s`,
    ),
  ];
  const measured = moves.length;
  return {
    verdict: measured <= spec["at-most"] ? "pass" : "fail",
    measured,
    unit: "moves",
    evidence,
  };
}

export const kind: CheckKind<Spec> = {
  kind: "moves",
  about:
    "How often a resource is started on another node than before. A service that stays where it is interrupts nobody.",
  schema,
  title: (spec) =>
    `${spec.resource} moves ${spec["at-most"] === 0 ? "nowhere" : `${spec["at-most"]} times at most`}`,
  ready: (spec, view) => {
    const since = joinedNs(spec, view);
    if (since === undefined) return view.untilNs >= view.sinceNs + joinNs;
    return view.untilNs >= since + spec.during * 1e6;
  },
  judge,
  watchesS: (spec, view) =>
    ((joinedNs(spec, view) ?? view.sinceNs) - view.sinceNs) / 1e9 + spec.during / 1000,
};
