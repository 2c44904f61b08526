import type { z } from "zod";
import { isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { groupSchema, looksOn, phaseOf, verdictOf, viewName, viewsIn } from "../asked.ts";
import { lacking, type Shared, sharedViews } from "../moved.ts";

const schema = groupSchema("virtual-synchrony");
type Spec = z.infer<typeof schema>;

function wrongIn({ both: [a, b], messages: [ofA, ofB] }: Shared): readonly string[] {
  const way = `both went from ${viewName(a.view)} to ${a.view.next ? viewName(a.view.next) : "another"}`;
  const said = (name: string, has: string, not: string) =>
    `${has} was delivered ${name} and ${not} was not, though ${way}`;
  return [
    ...lacking(ofA, ofB).map(({ name }) => said(name, a.log.node, b.log.node)),
    ...lacking(ofB, ofA).map(({ name }) => said(name, b.log.node, a.log.node)),
  ];
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const moved = sharedViews(viewsIn(phase)).filter(({ together }) => together);
  const [first] = moved;
  if (!first)
    return { verdict: "fail", evidence: ["no two members went from one view to another together"] };
  const [a, b] = first.both;
  const count = moved.reduce((sum, { messages: [ofA] }) => sum + ofA.length, 0);
  const seen = `${a.log.node} and ${b.log.node} went on together from ${viewName(a.view)}; ${moved.length} such moves of two members, ${count} messages before them`;
  return verdictOf(moved.flatMap(wrongIn), seen);
}

/**
 * Two processes that go from view V to view W together deliver the same set of messages in V ("virtual synchrony", Birman and
 * Joseph 1987; Chockler, Keidar, Vitenberg 2001). Whoever goes another way, by a crash or a cut, may have delivered
 * less or something else: that is extended virtual synchrony (Moser, Amir, Melliar-Smith, Agarwal 1994).
 */
export const kind: CheckKind<Spec> = {
  kind: "virtual-synchrony",
  about:
    "Members of a process group that go from one view to the next one together are delivered the same messages before it. It needs a change of views: without one there is nothing to be said.",
  schema,
  title: ({ probe }) => `who stays together in ${probe} has the same messages`,
  ...looksOn(1),
  judge,
};
