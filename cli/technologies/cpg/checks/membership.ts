import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import { calmNs, isJudgement, judgeBound, latestNs } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import {
  type BoundSpec,
  bound,
  duration,
  limit,
  nodeName,
  points,
  probeName,
} from "../../../core/kinds/values.ts";
import { phaseOf } from "../asked.ts";
import { membershipOf } from "../log/membership.ts";

const schema = z.strictObject({
  check: z.literal("membership"),
  probe: probeName.describe("A probe of the kind process-group."),
  nodes: z
    .array(nodeName)
    .min(1)
    .optional()
    .describe("Whose views are asked; default: those of all `members`."),
  members: z.array(nodeName).min(1).describe("Who is in them, and nobody else."),
  within: bound
    .optional()
    .describe("How soon all of them have it; default: during the whole phase."),
  during: duration
    .prefault("1s")
    .describe("Without `within`: so long it is looked at, from the phase's begin."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

const asked = (spec: Spec): readonly string[] => spec.nodes ?? spec.members;

/** Since when the last one has had it; undefined: one of them has not. */
function since(spec: Spec, view: StepView): number | undefined {
  const membership = membershipOf(view.run.told.get(spec.probe));
  const range = [view.sinceNs, view.untilNs] as const;
  const all = asked(spec).map((node) => membership.holdsSince(node, spec.members, range));
  return all.every((one) => one !== undefined) ? Math.max(...all) : undefined;
}

function ready(spec: Spec, view: StepView): boolean {
  if (!spec.within) return view.untilNs >= view.sinceNs + spec.during * 1e6;
  const sinceNs = since(spec, view);
  if (sinceNs !== undefined && view.untilNs - sinceNs >= calmNs) return true;
  const latest = latestNs(allowed(spec.within, spec.limit), view, spec.probe);
  return view.untilNs >= latest + calmNs;
}

/** Of each node: what it saw at first, and every change. */
function story(spec: Spec, view: StepView): string[] {
  const membership = membershipOf(view.run.told.get(spec.probe));
  const names = (nodes: readonly string[] | undefined) => nodes?.join(" ") ?? "no view";
  return asked(spec).map((node) => {
    const changes = membership
      .between(node, view.sinceNs, view.untilNs)
      .map(({ t, nodes }) => `after ${((t - view.sinceNs) / 1e9).toFixed(2)} s: ${names(nodes)}`);
    const shown =
      changes.length > 5 ? [...changes.slice(0, 4), "...", ...changes.slice(-1)] : changes;
    return [`${node}: ${names(membership.at(node, view.sinceNs))}`, ...shown].join("; ");
  });
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const evidence = story(spec, view);
  const sinceNs = since(spec, view);
  if (!spec.within) return { verdict: sinceNs === view.sinceNs ? "pass" : "fail", evidence };
  if (sinceNs === undefined) return { verdict: "fail", evidence };
  const within = allowed(spec.within, spec.limit);
  return judgeBound(
    sinceFaultS(within, view, spec.probe, sinceNs),
    within,
    view,
    spec.probe,
    evidence,
  );
}

/** A fault comes between its intent and its effect: what looks too fast since the latter counts from as early as needed. */
function sinceFaultS(within: BoundSpec, view: StepView, probe: string, atNs: number): number {
  const latest = Math.max(0, atNs - view.sinceNs) / 1e9;
  const found = resolveBound(within, view, probe);
  if (view.phase !== "expect" || !view.fault || typeof found === "string") return round(latest);
  const earliest = (atNs - view.fault.intentNs) / 1e9;
  return round(Math.max(latest, Math.min(earliest, found.lo)));
}

/** The membership service: what a view has, and how soon it follows what happened (Totem's token and consensus). */
export const kind: CheckKind<Spec> = {
  kind: "membership",
  about:
    "Who is in the views of nodes of a process group, by what each of them says itself; and how soon after a fault it is so for all of them.",
  headline: true,
  schema,
  title: (spec) => `${asked(spec).join(", ")} see ${spec.members.join(", ")} in ${spec.probe}`,
  ready,
  judge,
  watchesS: (spec) => (spec.within ? 0 : spec.during / 1000),
};
