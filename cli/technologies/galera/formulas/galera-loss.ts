import { timeoutNs } from "../../../core/judge/evidence.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { lossOf } from "../loss.ts";

export const kind: FormulaKind = {
  kind: "galera-loss",
  about:
    "How long until the others have agreed that a silent member of Galera is gone: it is suspected S after its last message, of which one comes every K; each member looks every P; then they agree, and say again every J what others have not heard. Until then no transaction commits anywhere; a client that waits for W before it gives up feels less.",
  bound(view, probe) {
    const loss = lossOf(view);
    if (typeof loss === "string") return loss;
    const { S, K, P, J } = loss;
    const W = timeoutNs(view, probe) / 1e9;
    return {
      lo: Math.max(0, S - K - W),
      hi: S + 2 * P + J,
      formula: "S-K-W .. S+2P+J",
      inputs: { S, K, P, J, W },
      source:
        "Galera 26.4, gcomm/src/evs_proto.cpp: check_inactive(), handle_retrans_timer(); evs.suspect_timeout, evs.keepalive_period, evs.inactive_check_period, evs.join_retrans_period",
    };
  },
};
