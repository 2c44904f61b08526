import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { heartbeatBound } from "../heartbeat.ts";

export const kind: FormulaKind = {
  kind: "nlb-crash",
  about:
    "A node falls silent: the others take over its clients after D-H to D. D runs from the last heartbeat, which was said up to H before.",
  bound: (view) =>
    heartbeatBound(view, "D-H .. D", (h, d, soonest) => [Math.max(0, soonest - h), d]),
};
