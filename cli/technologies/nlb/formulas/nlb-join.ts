import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { heartbeatBound } from "../heartbeat.ts";

export const kind: FormulaKind = {
  kind: "nlb-join",
  about:
    "A node that comes, or wakes up, serves its share within D+H: it listens for D before it speaks, and one heartbeat may be lost.",
  bound: (view) => heartbeatBound(view, "0 .. D+H", (h, d) => [0, d + h]),
};
