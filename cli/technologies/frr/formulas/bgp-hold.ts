import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { sessionsWith } from "../sessions.ts";

export const kind: FormulaKind = {
  kind: "bgp-hold",
  about:
    "How long BGP alone takes to give a silent neighbour up: the hold time from its last message, which came up to one keepalive before it fell silent.",
  bound(view) {
    const sessions = sessionsWith(view, ({ bgp }) => bgp).filter(({ holdS }) => holdS > 0);
    const [slowest] = [...sessions].sort((a, b) => b.holdS - a.holdS);
    if (!slowest) return "no hold time of BGP in force was read of a neighbour of the node";
    const soonest = Math.min(...sessions.map((one) => Math.max(0, one.holdS - one.keepaliveS)));
    return {
      lo: soonest,
      hi: slowest.holdS,
      formula: "hold-keepalive .. hold",
      inputs: { hold: slowest.holdS, keepalive: slowest.keepaliveS },
      source: "RFC 4271 6.5, 10",
    };
  },
};
