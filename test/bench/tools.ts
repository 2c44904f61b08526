import { performance } from "node:perf_hooks";
import type { Ctx } from "../../cli/core/base/time.ts";
import { systemClock } from "../../cli/core/base/time.ts";

export const ctx: Ctx = {
  signal: new AbortController().signal,
  clock: systemClock,
  progress: () => {},
};

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly bar: string;
  readonly met: boolean;
}

export const rows: Row[] = [];

export function row(what: string, measured: string, bar: string, met: boolean): void {
  rows.push({ what, measured, bar, met });
  console.log(`${met ? "met   " : "MISSED"}  ${what}: ${measured}  (bar: ${bar})`);
}

/** What is worth knowing and has no bar. */
export function note(what: string, measured: string): void {
  console.log(`        ${what}: ${measured}`);
}

export function spread(values: readonly number[], digits = 0): string {
  const text = (value: number) => value.toFixed(digits);
  return `${text(Math.min(...values))} / ${text(median(values))} / ${text(Math.max(...values))}`;
}
