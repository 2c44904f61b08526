import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { takeOverOf } from "../in-force.ts";

export const kind: FormulaKind = {
  kind: "sbd-alone",
  about:
    "A node loses its disk and the other node at once: corosync-loss, then SBD feeds the watchdog no more, for of two nodes it does not trust the quorum of one (two_node), and the watchdog bites. It was fed up to a loop of SBD's before.",
  bound(view, probe) {
    const found = takeOverOf(view, probe);
    if (typeof found === "string") return found;
    const { T, C, H, W, L } = found;
    return {
      lo: round(T - H + C + W - L),
      hi: round(T + C + W),
      formula: "T-H+C+W-L .. T+C+W",
      inputs: { T, C, H, W, L },
      source: "sbd(8): create -1, -3, -P; sbd-cluster.c 1.5.2: sbd_cpg_membership_health_update()",
    };
  },
};
