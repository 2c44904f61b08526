import type { z } from "zod";
import { isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import {
  deliveriesIn,
  groupSchema,
  looksOn,
  type Phase,
  pairsOf,
  phaseOf,
  verdictOf,
} from "../asked.ts";
import type { NodeLog } from "../log/lives.ts";

const schema = groupSchema("agreed-order");
type Spec = z.infer<typeof schema>;

interface Compared {
  readonly common: number;
  readonly wrong: string | undefined;
}

/** The messages that both were delivered, in the order of one and of the other. */
function compare(phase: Phase, a: NodeLog, b: NodeLog): Compared {
  const places = new Map<string, number>();
  for (const [place, { name }] of deliveriesIn(phase, a).entries())
    if (!places.has(name)) places.set(name, place);
  let [common, last] = [0, { name: "", place: -1 }];
  const seen = new Set<string>();
  for (const { name } of deliveriesIn(phase, b)) {
    const place = places.get(name);
    if (place === undefined || seen.has(name)) continue;
    seen.add(name);
    common += 1;
    if (place < last.place) {
      const wrong = `${b.node} was delivered ${last.name} before ${name}, ${a.node} the other way round`;
      return { common, wrong };
    }
    last = { name, place };
  }
  return { common, wrong: undefined };
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const compared = pairsOf(phase.logs).map(([a, b]) => compare(phase, a, b));
  const most = Math.max(0, ...compared.map(({ common }) => common));
  if (most === 0)
    return { verdict: "fail", evidence: ["no two members were delivered the same message"] };
  const wrong = compared.flatMap((one) => one.wrong ?? []);
  return verdictOf(wrong, `two members have up to ${most} messages in common`);
}

/**
 * Total order: any two processes that deliver the same two messages deliver them in the same order. "Strong total order" of
 * Chockler, Keidar and Vitenberg, Group Communication Specifications (2001); Totem's "agreed" delivery (Amir, Moser,
 * Melliar-Smith, Agarwal, Ciarfella, 1995).
 */
export const kind: CheckKind<Spec> = {
  kind: "agreed-order",
  about:
    "Any two members of a process group are delivered the messages that both have in the same order (total order; Totem calls it agreed delivery).",
  schema,
  title: ({ probe }) => `all of ${probe} have one order of messages`,
  ...looksOn(1),
  judge,
};
