import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { leaseOf } from "../lease.ts";

/** Patroni 3.0, ha.py, fetch_node_status(), and release_leader_key_voluntarily()'s pause. */
const askS = 2;

/**
 * The leader asks whether somebody may follow it, stops PostgreSQL (which sends all to its standbys first), and gives its key
 * back; no lease has to run out. A candidate that hears of it at once asks the others, and promotes: a loop for each of the two,
 * and a question for each.
 */
export const kind: FormulaKind = {
  kind: "patroni-switchover",
  about:
    "The leader of Patroni hands over: from when it begins to stop until another one takes writes. No key has to run out: a loop of either side (L), and a question of either (2 s).",
  bound(view) {
    const lease = leaseOf(view);
    if (typeof lease === "string") return lease;
    const { loop: L } = lease;
    return {
      lo: 0,
      hi: 2 * L + 2 * askS,
      formula: "0 .. 2L+2C",
      inputs: { L, C: askS },
      source: "Patroni 3.0, ha.py: process_manual_failover_from_leader(), demote()",
    };
  },
};
