import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clocksApart } from "../clocks.ts";

/** A signed message that is older is refused: the fudge of TSIG, and what Kerberos allows. */
export const farMs = 300_000;

export const kind: RuleKind = {
  kind: "clocks-far-apart",
  severity: "error",
  rank: 30,
  needs: "node",
  source: "RFC 8945 5.2.3 and 10 (TSIG, fudge 300 s); RFC 4120 (Kerberos, five minutes)",
  find: (facts) => clocksApart(facts, farMs, Number.POSITIVE_INFINITY),
};
