import type { Bound } from "../kinds/verdict.ts";

/** 2.915 -> "2.92"; whole numbers stay short in a range: 0 -> "0". */
export function short(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** "2.61 … 3.61 s", or "0 s" when both ends are the same. */
export function boundText(bound: Bound, unit: string): string {
  const ends = bound.lo === bound.hi ? [bound.hi] : [bound.lo, bound.hi];
  return `${ends.map(short).join(" … ")} ${unit}`.trimEnd();
}
