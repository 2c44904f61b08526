import { z } from "zod";
import { isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, points, probeName } from "../../../core/kinds/values.ts";
import { looksOn, nodesOf, type Placed, phaseOf, verdictOf, viewName, viewsIn } from "../asked.ts";
import { membershipOf } from "../log/membership.ts";

const schema = z.strictObject({
  check: z.literal("primary-component"),
  probe: probeName.describe("A probe of the kind process-group."),
  after: duration
    .prefault("1s")
    .describe("So long after a view without a majority began there may still be messages in it."),
  points,
});
type Spec = z.infer<typeof schema>;

/** From the phase's begin: until a second after the youngest view may have no more messages. */
function lookS(spec: Spec, view: StepView): number {
  const membership = membershipOf(view.run.told.get(spec.probe));
  const last = nodesOf(view, spec.probe).flatMap((node) =>
    membership.between(node, view.sinceNs, view.untilNs).map(({ t }) => t),
  );
  const sinceS = (Math.max(view.sinceNs, ...last) - view.sinceNs) / 1e9;
  return sinceS + spec.after / 1000 + 1;
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const all = nodesOf(view, spec.probe).length;
  const isMajority = (one: Placed) => 2 * one.view.members.length > all;
  const placed = viewsIn(phase);
  const late = (one: Placed) =>
    one.view.messages.filter(
      ({ t }) => t >= phase.fromNs && t > one.view.sinceNs + spec.after * 1e6,
    );
  const [minorities, majorities] = [
    placed.filter((one) => !isMajority(one)),
    placed.filter(isMajority),
  ];
  const working = majorities.flatMap((one) => late(one)).length;
  const wrong = minorities.flatMap((one) => {
    const count = late(one).length;
    const members = `${one.view.members.length} of ${all} nodes`;
    return count === 0
      ? []
      : [`${one.log.node} was delivered ${count} messages in ${viewName(one.view)}: ${members}`];
  });
  const seen = `${working} deliveries in views of a majority`;
  return working === 0
    ? { verdict: "fail", evidence: [...wrong.slice(0, 4), "the majority did not go on"] }
    : verdictOf(wrong, seen);
}

/**
 * Extended virtual synchrony lets every part of a cut cluster go on. Where that would be two truths, only the primary
 * component may: the one with more than half of all (Chockler, Keidar, Vitenberg 2001).
 */
export const kind: CheckKind<Spec> = {
  kind: "primary-component",
  about:
    "Messages are delivered in views of more than half of the group's nodes only, and there they go on.",
  schema,
  title: ({ probe }) => `only a majority of ${probe} goes on`,
  ready: (spec, view) => looksOn(lookS(spec, view)).ready(spec, view),
  watchesS: (spec, view) => looksOn(lookS(spec, view)).watchesS(),
  judge,
};
