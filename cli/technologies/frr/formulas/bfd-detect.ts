import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { sessionsWith } from "../sessions.ts";

export const kind: FormulaKind = {
  kind: "bfd-detect",
  about:
    "How long BFD takes to find a silent neighbour: multiplier times interval from its last packet, which came up to one interval before it fell silent. What the routing daemon then needs to change its route is not in it (`plus`).",
  bound(view) {
    const sessions = sessionsWith(view, ({ bfd }) => bfd);
    const [slowest] = [...sessions].sort(
      (a, b) => b.multiplier * b.intervalS - a.multiplier * a.intervalS,
    );
    if (!slowest) return "no BFD session in force was read that watches the node";
    const { multiplier, intervalS } = slowest;
    const soonest = Math.min(...sessions.map((one) => (one.multiplier - 1) * one.intervalS));
    return {
      lo: soonest,
      hi: multiplier * intervalS,
      formula: "(n-1)I .. nI",
      inputs: { n: multiplier, I: intervalS },
      source: "RFC 5880 6.8.4",
    };
  },
};
