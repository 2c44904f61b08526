/** What token and consensus come to (totemconfig.c 3.1.7, totem_volatile_config_read). Seconds. */
import { type Cluster, numberAt } from "./members.ts";

const defaults = { token: 3000, coefficient: 650 };

export interface Timers {
  readonly tokenS: number;
  readonly consensusS: number;
}

/** For every member from the third on the token takes longer. */
export function timersOf(cluster: Cluster): Timers {
  const token = numberAt(cluster, "totem.token") ?? defaults.token;
  const coefficient = numberAt(cluster, "totem.token_coefficient") ?? defaults.coefficient;
  const ms = token + Math.max(0, cluster.members.length - 2) * coefficient;
  const consensus = numberAt(cluster, "totem.consensus") ?? Math.floor(1.2 * ms);
  return { tokenS: ms / 1000, consensusS: consensus / 1000 };
}
