import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, endS, judgeBound, latestNs } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, nodeName, points, probeName } from "../../../core/kinds/values.ts";
import { ownersAt, ownersText, unseen } from "../holders.ts";

const schema = z.strictObject({
  check: z.literal("placed"),
  probes: z
    .array(probeName)
    .min(1)
    .describe("Probes of the kind address-owner, each the watch on one service's address."),
  on: z.array(nodeName).min(1).describe("Any of these nodes may have it, and no other one."),
  within: bound.describe("How soon each of them is there, and stays."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

const wanted =
  ({ on }: Spec) =>
  (nodes: readonly string[]) =>
    nodes.length === 1 && on.includes(nodes[0] ?? "");

/** Since when each of them is where it should be; undefined: one is not. */
function placedNs(spec: Spec, view: StepView): number | undefined {
  const since = spec.probes.map((probe) =>
    view.run.owners.get(probe)?.holdsSince(view.sinceNs, view.untilNs, wanted(spec)),
  );
  return since.reduce((latest, one) =>
    latest === undefined || one === undefined ? undefined : Math.max(latest, one),
  );
}

function ready(spec: Spec, view: StepView): boolean {
  const since = placedNs(spec, view);
  if (since !== undefined && view.untilNs - since >= calmNs) return true;
  const [first = ""] = spec.probes;
  return view.untilNs >= latestNs(allowed(spec.within, spec.limit), view, first) + calmNs;
}

function judge(spec: Spec, view: StepView): Judgement {
  const { run, sinceNs, untilNs } = view;
  const blind = unseen(run, spec.probes, { fromNs: sinceNs, toNs: untilNs });
  if (blind) return blind;
  const evidence = ownersText(ownersAt(run, spec.probes, untilNs));
  const since = placedNs(spec, view);
  if (since === undefined)
    return { verdict: "fail", evidence: [...evidence, `they should be on ${spec.on.join(", ")}`] };
  const [first = ""] = spec.probes;
  const measured = round((since - sinceNs) / 1e9);
  return judgeBound(measured, allowed(spec.within, spec.limit), view, first, evidence);
}

export const kind: CheckKind<Spec> = {
  kind: "placed",
  about:
    "Each of several services went to one node of those that may have it, by who holds its address.",
  schema,
  title: ({ probes, on }) => `${probes.join(", ")} on ${on.join(" or ")}`,
  ready,
  judge,
  // Its timers are those of one address: nobody asks them of a list.
  watchesS: (spec, view) =>
    "formula" in spec.within
      ? endS(allowed(spec.within, spec.limit), view, spec.probes[0] ?? "")
      : 0,
};
