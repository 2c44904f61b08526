import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { chainOf } from "../chain.ts";

export const kind: FormulaKind = {
  kind: "pacemaker-boot",
  about:
    "Pacemaker begins on all members: dc-deadtime passes before they elect who leads (the DC), then the resources start, one after the other, as long as they took before. The first look at every resource on every node, and what the controller needs to decide, is not in it (`plus`).",
  bound(view, probe) {
    const chain = chainOf(view, probe);
    if (typeof chain === "string") return chain;
    const { dcDeadtimeS: E, startS: S } = chain;
    return {
      lo: 0,
      hi: round(E + S),
      formula: "0 .. E+S",
      inputs: { E, S },
      source: "Pacemaker Explained, Cluster Options: dc-deadtime",
    };
  },
};
