import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { lossOf } from "../../corosync/loss.ts";
import { chainOf } from "../chain.ts";

export const kind: FormulaKind = {
  kind: "pacemaker-crash",
  about:
    "A node falls silent, and what it ran is started elsewhere: corosync-loss, then the starts of the resource and of those in its group, one after the other, as long as they took before. Fencing, and what the controller needs to elect and to decide, is not in it (`plus`).",
  bound(view, probe) {
    const loss = lossOf(view);
    if (typeof loss === "string") return loss;
    const chain = chainOf(view, probe);
    if (typeof chain === "string") return chain;
    const { T, C, H } = loss;
    return {
      lo: T - H + C,
      hi: T + C + chain.startS,
      formula: "T-H+C .. T+C+S",
      inputs: { T, C, H, S: chain.startS },
      source: "corosync.conf(5); Pacemaker Explained, Operations",
    };
  },
};
