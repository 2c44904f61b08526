import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { inputs, rfc, skewOf, slowestOf } from "../routers.ts";

export const kind: FormulaKind = {
  kind: "vrrp-stop",
  about:
    "A master that is stopped sends priority 0: its backup waits for the skew only (RFC 3768 6.1, RFC 9568 6.1).",
  follows: "owner",
  bound: (view, probe) =>
    slowestOf(view, probe, (pair) => {
      const skew = skewOf(pair);
      return {
        lo: 0,
        hi: skew,
        formula: "0 .. skew",
        inputs: inputs(pair.to, pair.from.advertS, skew),
        source: rfc(pair.to.version),
      };
    }),
};
