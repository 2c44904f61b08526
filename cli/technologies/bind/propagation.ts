/** How long a change of a zone took from its primary to the secondaries, by what they answered. */

import { round } from "../../core/base/numbers.ts";
import type { StepView } from "../../core/kinds/formula.ts";
import { answersSince, lastAnswer } from "./answers.ts";

export interface Spread {
  /** The primary's probe, and the secondaries'. */
  readonly probe: string;
  readonly to: readonly string[];
}

export interface Propagation {
  /** What the primary answers in the end. */
  readonly value: string;
  /** What the secondaries answered before. */
  readonly before: readonly string[];
  /** Seconds until each of them answered as the primary; undefined: not in this phase. */
  readonly arrived: readonly (number | undefined)[];
}

/** Before the change, an answer not older than this counts. */
const beforeNs = 2e9;

/** Undefined: the primary answers what all secondaries answered before, or nothing at all. */
export function propagationOf(spread: Spread, view: StepView): Propagation | undefined {
  const { sinceNs, untilNs } = view;
  const primary = view.run.series.get(spread.probe);
  const value = primary && lastAnswer(primary, sinceNs, untilNs);
  if (value === undefined) return undefined;
  const all = spread.to.map((probe) => view.run.series.get(probe));
  const before = all.map((one) => (one && lastAnswer(one, sinceNs - beforeNs, sinceNs)) ?? "none");
  if (before.every((text) => text === value)) return undefined;
  const arrived = all.map((one) => {
    const since = one && answersSince(one, value, [sinceNs, untilNs]);
    return since === undefined ? undefined : round((since - sinceNs) / 1e9);
  });
  return { value, before, arrived };
}

/** The slowest secondary's time; undefined: one of them has not got it. */
export function slowestS({ arrived }: Propagation): number | undefined {
  const known = arrived.flatMap((one) => one ?? []);
  return known.length === arrived.length ? Math.max(...known) : undefined;
}
