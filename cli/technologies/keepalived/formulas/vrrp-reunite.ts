import type { FormulaKind, Found } from "../../../core/kinds/formula.ts";
import { agreed } from "../heard.ts";
import { bestOf, none } from "../routers.ts";
import type { Vrrp } from "../vrrp.ts";

export const kind: FormulaKind = {
  kind: "vrrp-reunite",
  about:
    "Two masters hear each other: the lesser one steps back at the better one's next advert, so within A (RFC 3768 6.4.3, RFC 9568 6.4.3).",
  follows: "owner",
  bound(view, probe) {
    const best = bestOf(view, probe);
    if (typeof best === "string") return best;
    return agreed(view, (as) => reunion(best.map(as)));
  },
};

function reunion(best: readonly Vrrp[]): Found | string {
  const to = best.toSorted((a, b) => b.advertS - a.advertS)[0];
  if (!to) return none;
  return {
    lo: 0,
    hi: to.advertS,
    formula: "0 .. A",
    inputs: { A: to.advertS, version: to.version },
    source: to.version === 3 ? "RFC 9568 6.4.3" : "RFC 3768 6.4.3",
  };
}
