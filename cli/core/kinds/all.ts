/** The kinds that a lab, a plan or a journal needs; or all there are. */
import type { AnyCheck } from "./check.ts";
import type { AnyFault } from "./fault.ts";
import type { FormulaKind } from "./formula.ts";
import { loadKinds } from "./load.ts";
import type { AnyMeasure } from "./measure.ts";
import type { AnyProbe } from "./probe.ts";
import type { AnyReader } from "./reader.ts";

interface Shelves {
  readonly faults: AnyFault;
  readonly probes: AnyProbe;
  readonly checks: AnyCheck;
  readonly measures: AnyMeasure;
  readonly formulas: FormulaKind;
  readonly readers: AnyReader;
}

export type Kinds = { readonly [S in keyof Shelves]: ReadonlyMap<string, Shelves[S]> };

/** The kinds of one shelf that are wanted, by default all. */
export function loadShelf<S extends keyof Shelves>(
  shelf: S,
  wanted?: (name: string) => boolean,
): Promise<ReadonlyMap<string, Shelves[S]>> {
  return loadKinds<Shelves[S]>(shelf, wanted);
}

/** There are no more of them in this process, so they are gathered once. */
let everything: Promise<Kinds> | undefined;

/** Those that are wanted, by default all. */
export function loadAllKinds(wanted?: (name: string) => boolean): Promise<Kinds> {
  if (wanted) return loadWanted(wanted);
  everything ??= loadWanted();
  return everything;
}

async function loadWanted(wanted?: (name: string) => boolean): Promise<Kinds> {
  const [faults, probes, checks, measures, formulas, readers] = await Promise.all([
    loadShelf("faults", wanted),
    loadShelf("probes", wanted),
    loadShelf("checks", wanted),
    loadShelf("measures", wanted),
    loadShelf("formulas", wanted),
    loadShelf("readers", wanted),
  ]);
  return { faults, probes, checks, measures, formulas, readers };
}

/**
 * Those that a lab's file, or a plan, names somewhere: a kind's file is loaded only if its name is
 * among the texts of `value`. Loading all 100 takes as long as everything else together.
 */
export function loadKindsIn(value: unknown): Promise<Kinds> {
  const texts = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part === "string") texts.add(part);
    else if (typeof part === "object" && part !== null)
      for (const one of Object.values(part)) walk(one);
  };
  walk(value);
  return loadAllKinds((name) => texts.has(name));
}

/** What kinds were called before, and what they are called now. */
export function formerNames(kinds: Kinds): ReadonlyMap<string, string> {
  const all = [...kinds.faults.values(), ...kinds.checks.values()];
  return new Map(all.flatMap(({ formerly, kind }) => (formerly ? [[formerly, kind]] : [])));
}
