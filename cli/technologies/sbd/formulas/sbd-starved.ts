import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { takeOverOf } from "../in-force.ts";

export const kind: FormulaKind = {
  kind: "sbd-starved",
  about:
    "SBD hangs, so nobody feeds the watchdog any more: it resets the node, having been fed up to a loop of SBD's before the fault. Then as sbd-failover.",
  bound(view, probe) {
    const found = takeOverOf(view, probe);
    if (typeof found === "string") return found;
    const { T, C, H, W, L, D, M, S } = found;
    return {
      lo: round(W - L + T - H + C + M),
      hi: round(W + T + C + D + M + S),
      formula: "W-L+T-H+C+M .. W+T+C+D+M+S",
      inputs: { W, L, T, C, H, D, M, S },
      source: "sbd(8): create -1, -3, -4; corosync.conf(5); Linux, watchdog-api.rst",
    };
  },
};
