import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { paceOf } from "../hops.ts";

/** samba_kcc is a program of its own, in Python; it also takes changes of the topology h hops to be seen elsewhere. */
const runS = 3;

export const kind: FormulaKind = {
  kind: "kcc-run",
  about:
    "How long until the KCC has made a connection again: it works out the topology every K, and a run of it takes a while (C).",
  bound(view) {
    const pace = paceOf(view.run);
    if (typeof pace === "string") return pace;
    const [K, C] = [pace.of("kccS"), runS];
    return {
      lo: 0,
      hi: round(K + C),
      formula: "0 .. K+C",
      inputs: { K, C },
      source: "Samba 4.17 source4/dsdb/kcc/kcc_periodic.c kccsrv_periodic_schedule()",
    };
  },
};
