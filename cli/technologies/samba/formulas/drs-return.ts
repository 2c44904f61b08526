import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { paceOf } from "../hops.ts";

/** Until a controller that has just been given its power listens. */
const startS = 3;

export const kind: FormulaKind = {
  kind: "drs-return",
  about:
    "How long until a controller that was off has what happened meanwhile: it starts (C); its partners, who have tried to tell it all the while, do so again each N, or it pulls by itself F after its start; then h hops.",
  bound(view) {
    const pace = paceOf(view.run);
    if (typeof pace === "string") return pace;
    const [h, N, F, C] = [pace.hops, pace.of("notifyS"), pace.of("firstPullS"), startS];
    return {
      lo: 0,
      hi: round(C + F + h * N),
      formula: "0 .. C+F+hN",
      inputs: { h, N, F, C },
      source: "Samba 4.17 source4/dsdb/repl/drepl_service.c dreplsrv_task_init()",
    };
  },
};
