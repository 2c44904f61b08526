import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { inputs, type Pair, rfc, skewOf, slowestOf } from "../routers.ts";

/** A service that hangs lets a script wait until it is given up; whoever is dead refuses at once. */
const silent: ReadonlySet<string> = new Set(["hang"]);

function detectS({ from }: Pair, fault: string): number {
  const all = from.trackers.map((one) => one.detectS + (silent.has(fault) ? (one.hangS ?? 0) : 0));
  return Math.max(0, ...all);
}

export const kind: FormulaKind = {
  kind: "vrrp-track",
  about:
    "A tracked process or script fails: that is noticed, and then its router goes to FAULT (priority 0) or to a lower priority; in all within detection+3A+skew.",
  follows: "owner",
  bound(view, probe) {
    return slowestOf(view, probe, (pair) => {
      const advertS = pair.from.advertS;
      const skew = skewOf(pair);
      const detect = detectS(pair, view.fault?.fault ?? "");
      const n = pair.to.downTimerAdverts;
      return {
        lo: 0,
        hi: detect + n * advertS + skew,
        formula: `0 .. detect+${n}A+skew`,
        inputs: { ...inputs(pair.to, advertS, skew), detect: round(detect) },
        source: `${rfc(pair.to.version)}, keepalived.conf(5)`,
      };
    });
  },
};
