/** How long a store that Sentinel looks after is away when its master dies. Seconds. */
import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { electionS, failoverS, periodS } from "../failover.ts";
import { kind as sentinel } from "../readers/sentinel.ts";

export const kind: FormulaKind = {
  kind: "sentinel-failover",
  about:
    "How long a store without its master is away. A master that falls silent is down after D without an answer to a ping, which comes every second, or every D if that is less. Once enough sentinels say so, one is elected, tells a replica to be master, and sees it in the replica's next INFO. What an application needs to find the new master is `plus`.",
  bound(view) {
    const all = [...valuesOf(view.run, sentinel).values()].flat();
    const slowest = all.sort((a, b) => b.downAfterS - a.downAfterS)[0];
    if (!slowest) return "no Sentinel's timers in force were read";
    const downS = slowest.downAfterS;
    const pingS = Math.min(downS, periodS);
    return {
      lo: Math.min(...all.map((one) => one.downAfterS)),
      hi: failoverS(downS),
      formula: "D .. ping+D+info+election",
      inputs: { D: downS, ping: pingS, info: periodS, election: electionS },
      source: "Redis 7.0 sentinel.c",
    };
  },
};
