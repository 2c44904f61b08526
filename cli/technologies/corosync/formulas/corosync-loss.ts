import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { lossOf } from "../loss.ts";

export const kind: FormulaKind = {
  kind: "corosync-loss",
  about:
    "How long until the others have agreed that a silent member is gone: its token is lost, then they wait for its consensus. The token last came round up to a hold before it fell silent. What they then do about it is not in it (`plus`).",
  bound(view) {
    const loss = lossOf(view);
    if (typeof loss === "string") return loss;
    const { T, C, H } = loss;
    return {
      lo: T - H + C,
      hi: T + C,
      formula: "T-H+C .. T+C",
      inputs: { T, C, H },
      source:
        "corosync.conf(5): token, token_coefficient, consensus; totemsrp.c 3.1.7: reset_token_timeout(), memb_state_consensus_timeout_expired()",
    };
  },
};
