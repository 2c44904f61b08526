/** The timers of a cluster of Patroni's as its daemons have them in force. Seconds. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { kind as etcd } from "./readers/etcd.ts";
import { kind as patroni, senderTimeoutS, timerS } from "./readers/patroni.ts";

interface Lease {
  readonly ttl: number;
  readonly loop: number;
  readonly retry: number;
  readonly sender: number;
  /** etcd's election timeout. */
  readonly election: number;
}

/** Of those that have said, the slowest of each; a sentence when none has. */
export function leaseOf(view: StepView): Lease | string {
  const states = [...valuesOf(view.run, patroni).values()];
  if (states.length === 0) return "no node's Patroni has told what it has in force";
  const most = (of: (state: (typeof states)[number]) => number) => Math.max(...states.map(of));
  const elections = [...valuesOf(view.run, etcd).values()].map(({ electionS }) => electionS);
  return {
    ttl: most((state) => timerS(state, "ttl")),
    loop: most((state) => timerS(state, "loop_wait")),
    retry: most((state) => timerS(state, "retry_timeout")),
    sender: most(senderTimeoutS),
    election: Math.max(1, ...elections),
  };
}
