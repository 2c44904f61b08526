/** The timers of the daemons as they run, parsed from what the daemons themselves say. */

export interface Tracker {
  readonly kind: "script" | "process";
  readonly name: string;
  /** Seconds from the trouble to its being noticed, at worst. */
  readonly detectS: number;
  /** 0: the instance goes to FAULT; otherwise its priority changes by this much. */
  readonly weight: number;
}

/** One VRRP instance of one node. Times in seconds. */
export interface Vrrp {
  readonly instance: string;
  readonly version: 2 | 3;
  readonly vrid: number;
  readonly advertS: number;
  readonly priority: number;
  readonly preempt: boolean;
  readonly preemptDelayS: number;
  /** Adverts that may be missing before the backup takes over (RFC: 3). */
  readonly downTimerAdverts: number;
  readonly trackers: readonly Tracker[];
}

/** Health checks of an HAProxy backend, the slowest that is configured. Times in seconds. */
export interface BalancerChecks {
  readonly checked: boolean;
  readonly interS: number;
  readonly fastinterS: number;
  readonly downinterS: number;
  readonly fall: number;
  readonly rise: number;
  readonly timeoutS: number;
}
