/** How soon the members that stay know that one is gone, and the one that is alone that it is. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { defaults } from "./config/provider-options.ts";
import { kind as mariadb, providerS } from "./readers/mariadb.ts";

export interface Loss {
  /** Suspect timeout, keepalive period, period of checks, retransmission of joins. Seconds. */
  readonly S: number;
  readonly K: number;
  readonly P: number;
  readonly J: number;
}

/** By the slowest of those that have said; a sentence when none has. */
export function lossOf(view: StepView): Loss | string {
  const all = [...valuesOf(view.run, mariadb).values()].map(
    (state): Loss => ({
      S: providerS(state, "evs.suspect_timeout") ?? defaults.suspectS,
      K: providerS(state, "evs.keepalive_period") ?? defaults.keepaliveS,
      P: providerS(state, "evs.inactive_check_period") ?? defaults.checkS,
      J: providerS(state, "evs.join_retrans_period") ?? defaults.joinRetransS,
    }),
  );
  const [slowest] = all.toSorted((a, b) => b.S + b.P + b.J - a.S - a.P - a.J);
  return slowest ?? "no timers of Galera in force were read from any member";
}
