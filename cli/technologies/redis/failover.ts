/** How long Sentinel's failover takes, from its timers. Seconds (sentinel.c, 7.0). */

/** SENTINEL_PING_PERIOD and the period of INFO to replicas during a failover. */
export const periodS = 1;

/** Sentinel thinks 10 to 19 times a second, chosen by chance so that sentinels differ. */
const tickS = 0.1;

/**
 * The ping; down; enough others; votes; a leader; a replica chosen, told, and seen as master: one
 * tick each.
 */
const ticks = 8;

/** All votes together. */
export const electionS = ticks * tickS;

/** At the longest, without what an application needs to find the new master. */
export function failoverS(downAfterS: number): number {
  return Math.min(downAfterS, periodS) + downAfterS + periodS + electionS;
}
