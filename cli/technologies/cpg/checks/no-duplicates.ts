import type { z } from "zod";
import { isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { groupSchema, looksOn, type Phase, phaseOf, verdictOf } from "../asked.ts";
import type { NodeLog } from "../log/lives.ts";

const schema = groupSchema("no-duplicates");
type Spec = z.infer<typeof schema>;

/** What a node was delivered in the phase though it had it already, whenever that was. */
function repeated({ fromNs }: Phase, { node, lives }: NodeLog): readonly string[] {
  const seen = new Set<string>();
  return lives.flatMap(({ views }) =>
    views.flatMap(({ messages }) =>
      messages.flatMap(({ name, t }) => {
        const again = seen.has(name);
        seen.add(name);
        return again && t >= fromNs ? [`${node} was delivered ${name} a second time`] : [];
      }),
    ),
  );
}

function judge(spec: Spec, view: StepView): Judgement {
  const phase = phaseOf(view, spec);
  if (isJudgement(phase)) return phase;
  const count = phase.logs
    .flatMap(({ lives }) => lives.flatMap(({ views }) => views))
    .reduce((sum, { messages }) => sum + messages.filter(({ t }) => t >= phase.fromNs).length, 0);
  if (count === 0) return { verdict: "fail", evidence: ["no member was delivered any message"] };
  const wrong = phase.logs.flatMap((log) => repeated(phase, log));
  return verdictOf(wrong, `${count} deliveries at ${phase.logs.length} members`);
}

/** "No duplication": a process delivers a message at most once (Chockler, Keidar, Vitenberg 2001). */
export const kind: CheckKind<Spec> = {
  kind: "no-duplicates",
  about:
    "No member of a process group is delivered a message a second time, whatever happened in between (no duplication).",
  schema,
  title: ({ probe }) => `no message of ${probe} comes twice`,
  ...looksOn(1),
  judge,
};
