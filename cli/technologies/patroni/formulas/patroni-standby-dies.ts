import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { leaseOf } from "../lease.ts";

/** Patroni 3.0, ha.py, process_sync_replication(): so long it waits for a new synchronous standby to be one. */
const settleS = 2;

/**
 * The primary gives a silent standby up after wal_sender_timeout; in its next loop Patroni sees that it streams no more, takes it
 * out of the key /sync, and only then out of synchronous_standby_names, where it puts another one.
 */
export const kind: FormulaKind = {
  kind: "patroni-standby-dies",
  about:
    "A synchronous standby falls silent: for how long commits wait. The primary gives it up after S (wal_sender_timeout); Patroni sees that in its next loop (L) and names another one, for which it waits up to 2 s. Not at all where the one that died was none.",
  bound(view) {
    const lease = leaseOf(view);
    if (typeof lease === "string") return lease;
    const { sender: S, loop: L } = lease;
    return {
      lo: 0,
      hi: S + 2 * L + settleS,
      formula: "0 .. S+2L+2",
      inputs: { S, L },
      source: "PostgreSQL 15, 20.6.1; Patroni 3.0, ha.py: process_sync_replication()",
    };
  },
};
