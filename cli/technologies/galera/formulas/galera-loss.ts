import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { lossOf } from "../loss.ts";

export const kind: FormulaKind = {
  kind: "galera-loss",
  about:
    "How long until the others have agreed that a silent member of Galera is gone: it is suspected S after its last message, of which one comes every K; each member looks every P; then they agree, and say again every J what others have not heard. Until then no transaction commits anywhere.",
  bound(view) {
    const loss = lossOf(view);
    if (typeof loss === "string") return loss;
    const { S, K, P, J } = loss;
    return {
      lo: Math.max(0, S - K),
      hi: S + 2 * P + J,
      formula: "S-K .. S+2P+J",
      inputs: { S, K, P, J },
      source:
        "Galera 26.4, gcomm/src/evs_proto.cpp: check_inactive(), handle_retrans_timer(); evs.suspect_timeout, evs.keepalive_period, evs.inactive_check_period, evs.join_retrans_period",
    };
  },
};
