import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { heartbeatBound } from "../heartbeat.ts";

export const kind: FormulaKind = {
  kind: "nlb-cut",
  about: "Nodes that no longer hear each other notice it, each side within D.",
  bound: (view) => heartbeatBound(view, "0 .. D", (_, d) => [0, d]),
};
