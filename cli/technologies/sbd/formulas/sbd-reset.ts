import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { kind as sbd } from "../readers/sbd.ts";

export const kind: FormulaKind = {
  kind: "sbd-reset",
  about:
    "Nobody feeds a node's watchdog any more: it resets the node after the timeout that stands on the disk, having been fed up to a loop of SBD's before.",
  bound(view) {
    const told = [...valuesOf(view.run, sbd)];
    const hit = told.filter(([node]) => view.fault?.nodes.includes(node));
    const [slowest] = (hit.length > 0 ? hit : told)
      .map(([, values]) => values)
      .sort((a, b) => b.watchdogS - a.watchdogS);
    if (!slowest) return "no timeouts of SBD in force were read";
    const { watchdogS: W, loopS: L } = slowest;
    return {
      lo: round(W - L),
      hi: W,
      formula: "W-L .. W",
      inputs: { W, L },
      source: "sbd(8): create -1, -3; Linux, watchdog-api.rst",
    };
  },
};
