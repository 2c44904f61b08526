import { timeoutNs } from "../../../core/judge/evidence.ts";
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { leaseOf } from "../lease.ts";

/** etcd 3.4, etcdserver/raft.go: the leader of etcd tells its members the time as often (SYNC), and they drop what has run out. */
const lookS = 0.5;
/** Patroni 3.0, ha.py, fetch_node_status(): so long a candidate waits for the word of one that is silent. */
const askS = 2;

/**
 * A leader's key is renewed in each loop, every L. So it has T-L to T left when the leader falls silent. If etcd's own leader fell
 * silent with it, the others elect one (E to 2E, and once more if they disagree), and only then is the key's end told. A replica's
 * Patroni that waits for an etcd that cannot answer tries for R. Then it asks the others how far they are, wins the key, and promotes.
 */
export const kind: FormulaKind = {
  kind: "patroni-failover",
  about:
    "The leader of Patroni falls silent: how long until another one takes writes. Its key in etcd has T-L to T left (ttl, loop_wait), and if etcd's leader is gone, too, no less than its election takes (3E). Then a candidate asks the others, who may be silent (2 s), within its loop and the patience that it has with etcd (retry_timeout), and promotes itself. A client that waits for W before it gives up feels less.",
  bound(view, probe) {
    const lease = leaseOf(view);
    if (typeof lease === "string") return lease;
    const { ttl: T, loop: L, retry: R, election: E } = lease;
    const W = timeoutNs(view, probe) / 1e9;
    const C = lookS + askS;
    return {
      lo: Math.max(0, T - L - W),
      hi: Math.max(T, 3 * E) + C + L + R,
      formula: "T-L-W .. max(T, 3E)+L+R+C",
      inputs: { T, L, R, E, C, W },
      source:
        "Patroni 3.0, ha.py: update_lock(), process_unhealthy_cluster(); etcd 3.4, raft.go: SYNC",
    };
  },
};
