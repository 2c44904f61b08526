import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { heartbeatBound } from "../heartbeat.ts";

export const kind: FormulaKind = {
  kind: "nlb-reunite",
  about: "Nodes that hear each other again know it at the next heartbeat, so within H.",
  bound: (view) => heartbeatBound(view, "0 .. H", (h) => [0, h]),
};
