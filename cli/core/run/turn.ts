/** Which cases of a lab a commit plays beside the solution, so that every one gets its turn. Pure. */
import { createHash } from "node:crypto";
import type { LabCase } from "./cases.ts";

/** So many cases beside the solution are played with a commit: of a long lab fewer, for each costs minutes. */
export const rotating = (steps: number) => (steps > 10 ? 1 : 2);

/**
 * The solution, and `count` of what has to fail: the starter and the mutants. They lie in slices of `count`,
 * the last one filled up from the first; the commit's hash says which slice, another one in each lab.
 */
export function casesInTurn(
  all: readonly LabCase[],
  turn: { readonly commit: string; readonly lab: string; readonly count: number },
): LabCase[] {
  const failing = all.filter(({ kind }) => kind === "starter" || kind === "mutant");
  const slices = Math.ceil(failing.length / turn.count);
  const slice = slices === 0 ? 0 : numberOf(`${turn.commit} ${turn.lab}`) % slices;
  const chosen = new Set(sliceOf(failing, slice, turn.count));
  return all.filter((one) => one.kind === "solution" || chosen.has(one));
}

/** `count` of them from the slice's begin, going round; all when there are no more. */
export function sliceOf<T>(all: readonly T[], slice: number, count: number): T[] {
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => slice * count + at).flatMap(
    (at) => all.slice(at % all.length, (at % all.length) + 1),
  );
}

/** 48 bits of the text's SHA-256: even commits that follow each other fall anywhere. */
function numberOf(text: string): number {
  return Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, 12), 16);
}
