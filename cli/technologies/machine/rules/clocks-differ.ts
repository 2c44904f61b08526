import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clocksApart } from "../clocks.ts";
import { farMs } from "./clocks-far-apart.ts";

/** Logs of several nodes are laid side by side by the second. */
const nearMs = 1000;

export const kind: RuleKind = {
  kind: "clocks-differ",
  severity: "warning",
  rank: 40,
  needs: "node",
  source: "Pacemaker Explained, Rules (date expressions); syslog(3)",
  find: (facts) => clocksApart(facts, nearMs, farMs),
};
