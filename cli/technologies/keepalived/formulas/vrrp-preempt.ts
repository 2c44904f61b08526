import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { preempt } from "../preempt.ts";

export const kind: FormulaKind = {
  kind: "vrrp-preempt",
  about:
    "A better router comes back, and takes the address from the lesser one: within 3A+skew, and A+preempt_delay where there is one.",
  follows: "owner",
  bound: preempt,
};
