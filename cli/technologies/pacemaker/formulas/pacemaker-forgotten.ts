import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { chainOf } from "../chain.ts";

export const kind: FormulaKind = {
  kind: "pacemaker-forgotten",
  about:
    "A resource that failed too often on a node may run there again: up to failure-timeout after its last failure, then it is stopped where it is, and started there, with its group. What the controller needs to decide is not in it (`plus`).",
  bound(view, probe) {
    const chain = chainOf(view, probe);
    if (typeof chain === "string") return chain;
    const { failureTimeoutS: F, startS: S, stopS: D } = chain;
    if (F === undefined)
      return "a resource of this address has no failure-timeout: its failures are kept for ever";
    return {
      lo: 0,
      hi: round(F + D + S),
      formula: "0 .. F+D+S",
      inputs: { F, D, S },
      source: "Pacemaker Explained, Resource Meta-Attributes: failure-timeout",
    };
  },
};
