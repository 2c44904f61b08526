import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";
import { latest, type Span, spansOf } from "../touches.ts";

const schema = z.strictObject({
  check: z.literal("primary-moves"),
  probe: probeName.describe("A probe of the kind writable."),
  within: bound.describe("How soon another node takes writes."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Who took writes when the phase began, and the first other one that has taken any since. */
function change({ probe }: Spec, view: StepView) {
  const told = view.run.told.get(probe) ?? [];
  const sinceNs = beganNs(view);
  const before = latest(spansOf(told.filter(({ t }) => t < sinceNs)));
  const isOther = ({ node, fromNs }: Span) =>
    fromNs >= sinceNs && fromNs <= view.untilNs && !before.includes(node);
  return { before, next: spansOf(told).find(isOther) };
}

function ready(spec: Spec, view: StepView): boolean {
  const { next } = change(spec, view);
  if (next) return view.untilNs >= next.fromNs + calmNs;
  return view.untilNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs;
}

function judge(spec: Spec, view: StepView): Judgement {
  const { before, next } = change(spec, view);
  if (before.length === 0) return unknown(`nobody was seen to take writes before (${spec.probe})`);
  const first = `at first: ${before.join(" and ")}`;
  if (!next) return { verdict: "fail", evidence: [first, "no other node took a write"] };
  const measured = round(Math.max(0, next.fromNs - view.sinceNs) / 1e9);
  const evidence = [first, `after ${measured.toFixed(2)} s: ${next.node}`];
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

/** Failover of a database as its clients see it: the first write that another node acknowledges. */
export const kind: CheckKind<Spec> = {
  kind: "primary-moves",
  about:
    "Another node takes writes than the one that did when the phase began, and how soon. That clients' outage has ended does not say so: the old one may have come back.",
  schema,
  title: ({ probe }) => `another node takes writes (${probe})`,
  ready,
  judge,
};
