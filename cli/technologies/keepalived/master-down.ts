import type { Vrrp } from "./vrrp.ts";

/** VRRPv2: (256 - P) / 256 s (RFC 3768 6.1). VRRPv3: the same share of A (RFC 9568 6.1). */
export function skewS(version: 2 | 3, priority: number, advertS: number): number {
  const share = (256 - priority) / 256;
  return version === 3 ? share * advertS : share;
}

/** The instance with the highest priority. */
export function leaderOf(all: Iterable<Vrrp>): Vrrp | undefined {
  return [...all].sort((a, b) => b.priority - a.priority)[0];
}

/**
 * Routers that start together elect the best one, when its Master_Down_Interval is over (RFC 3768
 * 6.4.1). No preempt_delay plays a part: there is no lesser master yet. Where there are several virtual
 * routers, the slowest of them counts.
 */
export function joinS(all: readonly Vrrp[]): number {
  const ids = new Set(all.map(({ vrid }) => vrid));
  const each = [...ids].map((id) => leaderOf(all.filter(({ vrid }) => vrid === id)));
  return Math.max(0, ...each.map((first) => (first ? electionS(first) : 0)));
}

function electionS(first: Vrrp): number {
  const skew = skewS(first.version, first.priority, first.advertS);
  return (first.startupDelayS ?? 0) + first.downTimerAdverts * first.advertS + skew;
}
