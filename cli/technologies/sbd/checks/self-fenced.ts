import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { EventOf } from "../../../core/journal/events.ts";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, duration, limit, nodeName, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("self-fenced"),
  node: nodeName.optional().describe("Who has to end itself; without it: nobody may."),
  probe: probeName.describe(
    "A probe of the kind address-owner. Who ends itself is off before another node has its address.",
  ),
  within: bound.prefault("40s").describe("How soon; it is waited for so long."),
  during: duration
    .optional()
    .describe("That nobody ends itself is looked at for so long at least; default: a moment."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** What a fault switched off may be missed so long after that. */
const lateNs = 1e9;

/** Nodes that went off in this phase, and not by its fault. */
function endsIn(view: StepView): readonly EventOf<"node">[] {
  const { power } = view.run;
  const own = view.phase === "expect" ? (view.fault?.nodes ?? []) : [];
  return power.filter(
    ({ t, state, node }, at) =>
      state === "off" &&
      t >= view.sinceNs + (own.includes(node) ? lateNs : 0) &&
      t <= view.untilNs &&
      power.slice(0, at).findLast((one) => one.node === node)?.state !== "off",
  );
}

/** The moment at which a node that did not hold it at first had the address. */
function takenNs({ probe }: Spec, view: StepView): number | undefined {
  const history = view.run.owners.get(probe);
  const before = history?.at(view.sinceNs) ?? [];
  const isNew = (node: string) => !before.includes(node);
  return history
    ?.states()
    .find(({ t, nodes }) => t > view.sinceNs && t <= view.untilNs && nodes.some(isNew))?.t;
}

function judge(spec: Spec, view: StepView): Judgement {
  const watched = view.run.power.some(({ state }) => state === "up");
  if (!watched) return unknown("nobody looked which nodes run");
  const all = endsIn(view);
  const at = (t: number) => `${round((t - view.sinceNs) / 1e9)} s`;
  const evidence = all.map(({ t, node }) => `after ${at(t)} ${node} was off`).slice(0, 8);
  if (spec.node === undefined)
    return all.length === 0
      ? { verdict: "pass", evidence: ["no node ended itself"] }
      : { verdict: "fail", evidence };
  const hit = all.find(({ node }) => node === spec.node);
  if (!hit) return { verdict: "fail", evidence: [`${spec.node} went on`, ...evidence] };
  if (all.some(({ node }) => node !== spec.node)) return { verdict: "fail", evidence };
  const taken = takenNs(spec, view);
  if (taken !== undefined && taken < hit.t) {
    const why = `the address was taken after ${at(taken)}, before ${spec.node} was off`;
    return { verdict: "fail", evidence: [why, ...evidence] };
  }
  const measured = round(Math.max(0, hit.t - view.sinceNs) / 1e9);
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

const hasEnded = (spec: Spec, view: StepView) =>
  endsIn(view).find(({ node }) => node === spec.node);

export const kind: CheckKind<Spec> = {
  kind: "self-fenced",
  about:
    "Who ended itself: a node that found a message on the disk, or that its watchdog reset. This node and no other one, and before anybody took its address over; or nobody at all. A node whose power a fault cut is not meant.",
  schema,
  title: ({ node, probe }) =>
    node === undefined
      ? "no node ends itself"
      : `${node} ends itself before ${probe} is taken over`,
  ready(spec, view) {
    if (spec.node === undefined)
      return view.untilNs >= view.sinceNs + Math.max(calmNs, (spec.during ?? 0) * 1e6);
    const hit = hasEnded(spec, view);
    if (hit) return view.untilNs >= hit.t + calmNs;
    return view.untilNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs;
  },
  watchesS: (spec, view) => {
    if (spec.node === undefined) return (spec.during ?? 0) / 1000;
    const found = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
    return typeof found === "string" ? 0 : found.hi;
  },
  judge,
};
