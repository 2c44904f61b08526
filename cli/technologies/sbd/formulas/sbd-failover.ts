import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { takeOverOf } from "../in-force.ts";

export const kind: FormulaKind = {
  kind: "sbd-failover",
  about:
    "A node falls silent, and another one takes over by SBD: corosync-loss, the delay before a shot, and msgwait: a message on the disk was read by then, or its reader was reset. Then the starts, as long as they took before. What the controller needs to elect and to decide, and the fence agent to begin, is not in it (`plus`).",
  bound(view, probe) {
    const found = takeOverOf(view, probe);
    if (typeof found === "string") return found;
    const { T, C, H, D, M, S } = found;
    return {
      lo: round(T - H + C + M),
      hi: round(T + C + D + M + S),
      formula: "T-H+C+M .. T+C+D+M+S",
      inputs: { T, C, H, D, M, S },
      source: "corosync.conf(5); sbd(8): msgwait; Pacemaker Explained, Fencing: pcmk_delay_base",
    };
  },
};
