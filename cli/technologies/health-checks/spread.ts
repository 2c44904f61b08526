import type { BalancerChecks } from "../haproxy/checks.ts";

/**
 * HAProxy makes its intervals longer or shorter by up to spread-checks percent (configuration manual,
 * 3.2): by how much at most, the term with it, and what the formula's inputs have in addition.
 */
export function intervals(
  { spread }: BalancerChecks,
  term: string,
): readonly [longest: number, term: string, inputs: Readonly<Record<string, number>>] {
  if (spread === undefined) return [1, term, {}];
  return [1 + spread / 100, `(1+spread)(${term})`, { spread: spread / 100 }];
}
