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
import type { Delivery, Life } from "../log/lives.ts";
import { lacking, sharedViews } from "../moved.ts";

const schema = groupSchema("none-missing");
type Spec = z.infer<typeof schema>;

/** What a node has been delivered is told a quarter of a second later, at most; the machine may be busy. */
const lagNs = 1e9;

const isOf = ({ id, life }: Life) => {
  return ({ of }: Delivery) => of.id === id && of.life === life;
};

/** A member's numbers are without a gap where it is delivered its own messages: what it sent, it has. */
function selfDelivery({ fromNs }: Phase, life: Life): readonly string[] {
  const wrong: string[] = [];
  for (const view of life.views) {
    let next: number | undefined;
    for (const { of, t } of view.messages.filter(isOf(life))) {
      if (t >= fromNs && next !== undefined && of.number > next)
        wrong.push(`${life.node} was not delivered its own ${life.id}.${life.life}.${next}`);
      next = Math.max(of.number + 1, next ?? 0);
    }
  }
  return wrong;
}

/** The sender's own messages that a member of its view lacks, who stays with it. */
function lostTo(receiver: Placed, sender: Placed, [got, sent]: readonly (readonly Delivery[])[]) {
  const open = sender.view.next === undefined;
  // In a view that goes on, the last ones may be under way.
  const untilNs = receiver.log.heardNs - lagNs;
  const own = (sent ?? []).filter(isOf(sender.life)).filter(({ t }) => !open || t <= untilNs);
  const wrong = lacking(own, got ?? []).map(
    ({ name }) =>
      `${name} of ${sender.log.node} did not reach ${receiver.log.node}, in ${viewName(sender.view)}`,
  );
  return { count: own.length, wrong };
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const shared = sharedViews(viewsIn(phase)).filter(({ together, open }) => together || open);
  const checked = shared.flatMap(({ both: [a, b], messages: [ofA, ofB] }) => [
    lostTo(a, b, [ofA, ofB]),
    lostTo(b, a, [ofB, ofA]),
  ]);
  const count = checked.reduce((sum, one) => sum + one.count, 0);
  if (count === 0)
    return { verdict: "fail", evidence: ["no member had anything to be delivered to another one"] };
  const own = phase.logs.flatMap(({ lives }) => lives.flatMap((life) => selfDelivery(phase, life)));
  const wrong = [...own, ...checked.flatMap((one) => one.wrong)];
  return verdictOf(wrong, `${count} messages had to reach another member of the view`);
}

/**
 * Self delivery (a process that stays delivers what it sent) and, by it, that a message of a member which stays reaches every
 * member of its view that stays too: Chockler, Keidar, Vitenberg 2001.
 */
export const kind: CheckKind<Spec> = {
  kind: "none-missing",
  about:
    "What a member of a process group sends is delivered to itself (its numbers have no gap), and to every member of its view that stays with it.",
  schema,
  title: ({ probe }) => `no message of ${probe} is lost to a member that stays`,
  ...looksOn(2),
  judge,
};
