import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { preempt } from "../preempt.ts";
import { bestOf } from "../routers.ts";

export const kind: FormulaKind = {
  kind: "vrrp-return",
  about:
    "A tracked process or script is well again: that is noticed, and then the better router has to win the address, as in `vrrp-preempt`.",
  follows: "owner",
  bound(view, probe) {
    const base = preempt(view, probe);
    if (typeof base === "string") return base;
    const best = bestOf(view, probe);
    if (typeof best === "string") return best;
    const returns = best.flatMap((one) => one.trackers.map(({ returnS }) => returnS));
    const detectS = Math.max(0, ...returns);
    return {
      ...base,
      hi: base.hi + detectS,
      formula: base.formula.replace("0 .. ", "0 .. detect+"),
      inputs: { ...base.inputs, detect: round(detectS) },
      source: `${base.source}, keepalived.conf(5)`,
    };
  },
};
