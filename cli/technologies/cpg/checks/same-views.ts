import type { z } from "zod";
import { isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import {
  groupSchema,
  looksOn,
  type Phase,
  type Placed,
  phaseOf,
  verdictOf,
  viewName,
  viewsIn,
} from "../asked.ts";
import type { Life, NodeLog } from "../log/lives.ts";
import type { Member } from "../log/words.ts";

const schema = groupSchema("same-views");
type Spec = z.infer<typeof schema>;

/** One that did not last so long, and in which nothing was delivered, need not have come to everybody. */
const lastingNs = 1e9;

const isLasting = ({ view, untilNs }: Placed): boolean =>
  view.messages.length > 0 || untilNs - view.sinceNs >= lastingNs;

function lifeOf({ logs }: Phase, { id, pid }: Member, atNs: number): [NodeLog, Life] | undefined {
  for (const log of logs)
    for (const life of log.lives)
      if (life.id === id && life.pid === pid && (life.endNs ?? Number.POSITIVE_INFINITY) > atNs)
        return [log, life];
  return undefined;
}

/** A member of the view that lived on, and never was in it. */
function strangers(phase: Phase, { log, view }: Placed): readonly string[] {
  return view.members.flatMap((member) => {
    const [other, life] = lifeOf(phase, member, view.sinceNs + lastingNs) ?? [];
    // Who fell silent may have seen it or not.
    if (!other || !life || other === log || other.heardNs < view.sinceNs + lastingNs) return [];
    if (life.views.some(({ id }) => id === view.id)) return [];
    return [`${log.node} was in ${viewName(view)}, ${other.node} never was in it`];
  });
}

/** Views of one member come with rising numbers. */
function fallen({ log, view }: Placed): readonly string[] {
  const { next } = view;
  if (!next || next.number >= view.number) return [];
  return [`${log.node} went from ${viewName(view)} to ${viewName(next)}, of a lower number`];
}

/** A member is in its own views. */
function without({ log, life, view }: Placed): readonly string[] {
  if (view.members.some(({ id, pid }) => id === life.id && pid === life.pid)) return [];
  return [`${log.node} is not itself a member of its ${viewName(view)}`];
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const lasting = viewsIn(phase).filter(isLasting);
  if (lasting.length === 0) return { verdict: "fail", evidence: ["no member had any view"] };
  const wrong = lasting.flatMap((one) => [
    ...without(one),
    ...fallen(one),
    ...strangers(phase, one),
  ]);
  const names = [...new Set(lasting.map((one) => viewName(one.view)))];
  return verdictOf(wrong, `seen: ${names.slice(0, 6).join(", ")}`);
}

/**
 * Self inclusion, local monotonicity, and agreement: whoever is in a view, and lives on, has it with the same members
 * (Chockler, Keidar, Vitenberg 2001; "precise membership" in its words is more, and not asked here).
 */
export const kind: CheckKind<Spec> = {
  kind: "same-views",
  about:
    "All members of a view of a process group have that view, with the same number and the same members; each is in its own views, and their numbers rise.",
  schema,
  title: ({ probe }) => `who is in one view of ${probe} sees the same members`,
  ...looksOn(1),
  judge,
};
