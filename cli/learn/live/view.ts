/** What the live view shows, at one moment. */
import type { EventOf, StepPhase } from "../../core/journal/events.ts";

/** So much of the past is in the strip. */
export const stripS = 60;
/** The finest that a strip shows: half a second. */
export const slotNs = 0.5e9;

export interface LiveView {
  readonly cluster: string;
  readonly title: string;
  /** Nobody plays: the probes are the watcher's own. */
  readonly own: boolean;
  /** When the run began, or the watching; undefined: nothing is known yet. */
  readonly startNs: number | undefined;
  readonly step: { readonly id: string; readonly phase: StepPhase } | undefined;
  /** Which is in now. */
  readonly fault: { readonly title: string; readonly sinceNs: number } | undefined;
  readonly owners: readonly LiveOwner[];
  readonly nodes: readonly LiveNode[];
  readonly strips: readonly LiveStrip[];
  /** The newest last. */
  readonly events: readonly LiveEvent[];
}

export interface LiveOwner {
  readonly probe: string;
  readonly address: string;
  /** Undefined: nobody has said anything yet. */
  readonly nodes: readonly string[] | undefined;
  readonly sinceNs: number | undefined;
}

export interface LiveNode {
  readonly name: string;
  readonly role: string;
  readonly state: EventOf<"node">["state"] | undefined;
  /** The watched addresses that it has, by their probes. */
  readonly has: readonly string[];
  /** By its daemons' own words: "MASTER 150". */
  readonly is: readonly string[];
  /** As its port is heard to send: "150". */
  readonly sends: readonly string[];
}

export interface LiveStrip {
  readonly probe: string;
  readonly slots: readonly Slot[];
}

/** Requests due in one slot of time, whose outcome is known. */
export interface Slot {
  /** Its begin, in slots since the clock's 0. */
  readonly at: number;
  readonly sent: number;
  readonly lost: number;
}

export interface LiveEvent {
  readonly t: number;
  readonly text: string;
}

/** Of the last minute. */
export function lastMinute(
  { slots }: LiveStrip,
  nowNs: number,
): { readonly sent: number; readonly lost: number } {
  const first = Math.floor((nowNs - stripS * 1e9) / slotNs);
  const recent = slots.filter(({ at }) => at > first);
  return {
    sent: recent.reduce((sum, { sent }) => sum + sent, 0),
    lost: recent.reduce((sum, { lost }) => sum + lost, 0),
  };
}
