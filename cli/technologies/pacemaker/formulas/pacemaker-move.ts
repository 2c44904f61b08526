import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { chainOf } from "../chain.ts";

export const kind: FormulaKind = {
  kind: "pacemaker-move",
  about:
    "Resources go from one node to another on purpose: the stops of a group, then its starts, one after the other, as long as they took before. What the controller needs to decide is not in it (`plus`).",
  bound(view, probe) {
    const chain = chainOf(view, probe);
    if (typeof chain === "string") return chain;
    const { startS: S, stopS: D } = chain;
    return {
      lo: 0,
      hi: D + S,
      formula: "0 .. D+S",
      inputs: { D, S },
      source: "Pacemaker Explained, Resource Groups",
    };
  },
};
