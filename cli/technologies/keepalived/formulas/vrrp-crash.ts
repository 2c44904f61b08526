import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { inputs, rfc, skewOf, slowestOf } from "../routers.ts";

export const kind: FormulaKind = {
  kind: "vrrp-crash",
  about:
    "A master falls silent: its backup takes over after 2A+skew to 3A+skew (RFC 3768 6.1, RFC 9568 6.1). A is the advert interval: a backup of VRRPv3 learns it from the master's adverts, in VRRPv2 both must be configured alike.",
  follows: "owner",
  bound: (view, probe) =>
    slowestOf(view, probe, (pair) => {
      const advertS = pair.to.version === 3 ? pair.from.advertS : pair.to.advertS;
      const skew = skewOf(pair, advertS);
      const n = pair.to.downTimerAdverts;
      return {
        lo: (n - 1) * advertS + skew,
        hi: n * advertS + skew,
        formula: `${n - 1}A+skew .. ${n}A+skew`,
        inputs: inputs(pair.to, advertS, skew),
        source: rfc(pair.to.version),
      };
    }),
};
