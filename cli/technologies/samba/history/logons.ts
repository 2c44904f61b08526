/** Logons as the probe `logon` told them. */
import type { EventOf } from "../../../core/journal/events.ts";

export interface Logon {
  /** When it was due. */
  readonly dueNs: number;
  readonly endNs: number;
  readonly ok: boolean;
  /** Of one that failed. */
  readonly why: string;
}

const pattern = /^logon \d+ took=(\d+) (ok|failed|timeout) ?(.*)$/;

function readLogon({ t, value }: EventOf<"told">): Logon | undefined {
  const [, took, outcome, why = ""] = pattern.exec(String(value)) ?? [];
  if (took === undefined) return undefined;
  const words = outcome === "timeout" ? "no answer in time" : why;
  return { dueNs: t - Number(took) * 1e6, endNs: t, ok: outcome === "ok", why: words };
}

/** In the order in which they were due. */
export function logonsOf(told: readonly EventOf<"told">[] = []): readonly Logon[] {
  return told.flatMap((event) => readLogon(event) ?? []).toSorted((a, b) => a.dueNs - b.dueNs);
}
