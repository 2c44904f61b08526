import type { PlannedStep } from "../../../core/cluster/plan.ts";
import { type Facts, type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { type NlbNode, nlbNodes } from "../config/nlb.ts";
import { timeText, together } from "../site.ts";

/** The latest that each of the formulas allows, in the timers of nlb.conf. */
const latest: Readonly<Record<string, (heartbeat: number, dead: number) => number>> = {
  "nlb-crash": (_, dead) => dead,
  "nlb-cut": (_, dead) => dead,
  "nlb-join": (heartbeat, dead) => dead + heartbeat,
  "nlb-reunite": (heartbeat) => heartbeat,
};

/** The least that users bear, beyond which a formula goes with these timers; undefined: none. */
function limitBeyond(step: PlannedStep, { config }: NlbNode): number | undefined {
  const limits = [...step.expect, ...step.mended].flatMap(({ within, limit }) => {
    if (typeof limit !== "number" || typeof within !== "object" || within === null) return [];
    const formula = "formula" in within ? latest[String(within.formula)] : undefined;
    const ms = formula?.(config.heartbeatMs.value, config.deadMs.value) ?? 0;
    return ms > limit ? [limit] : [];
  });
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

function foundOf(one: NlbNode, { plan }: Facts): Found[] {
  const limits = plan.steps.flatMap((step) => limitBeyond(step, one) ?? []);
  if (limits.length === 0) return [];
  const { heartbeatMs, deadMs } = one.config;
  const where = [placeIn(one.file, deadMs.line || heartbeatMs.line || undefined)];
  const limit = timeText(Math.min(...limits));
  const args = { dead: timeText(deadMs.value), heartbeat: timeText(heartbeatMs.value), limit };
  return [{ where, args }];
}

export const kind: RuleKind = {
  kind: "slow-heartbeat",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): a node that was silent for `dead` is dead",
  breaks: (step, _, facts) => nlbNodes(facts).some((one) => limitBeyond(step, one) !== undefined),
  find: (facts) => together(nlbNodes(facts).flatMap((one) => foundOf(one, facts))),
};
