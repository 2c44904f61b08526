import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { chainOf } from "../chain.ts";

export const kind: FormulaKind = {
  kind: "pacemaker-monitor",
  about:
    "A resource dies on a node that lives: up to one interval of its monitor until that is seen, then it, and what depends on it, is stopped and started. What a monitor itself takes, and the controller to decide, is not in it (`plus`).",
  bound(view, probe) {
    const chain = chainOf(view, probe);
    if (typeof chain === "string") return chain;
    const { monitorS: M, startS: S, stopS: D } = chain;
    if (M === undefined) return "a resource of this address has no monitor: nobody would notice";
    return {
      lo: 0,
      hi: M + D + S,
      formula: "0 .. M+D+S",
      inputs: { M, D, S },
      source: "Pacemaker Explained, Operations: monitor",
    };
  },
};
