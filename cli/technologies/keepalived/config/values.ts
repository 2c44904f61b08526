/** Values of a configuration with the places where they stand. */
import type { Word } from "./statements.ts";
import { lastOf, type Statement, type Tree, wordOf } from "./tree.ts";

/** A value, and where it stands; one that is left out is where its block begins. */
export interface Given<T> {
  readonly value: T;
  readonly at: Word;
  /** It is written; else it is the daemon's default. */
  readonly isGiven: boolean;
}

/** A decimal number as the daemon takes it; else undefined. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d{1,12}(?:\.\d{0,12})?$/.test(text)
    ? Number(text)
    : undefined;
}

/** A number of a block; what is no number leaves the default. */
export function numberIn<T>(block: Statement, name: string, otherwise: T): Given<number | T> {
  const at = wordOf(block, name);
  const value = numberOf(at?.value);
  if (!at || value === undefined) return { value: otherwise, at: block.at, isGiven: false };
  return { value, at, isGiven: true };
}

/** Whether a keyword that takes true, on, yes or nothing is set in a block. */
export function isOn(block: Statement, name: string): boolean {
  const last = lastOf(block, name);
  return last !== undefined && !["false", "off", "no"].includes(last.args[0]?.value ?? "");
}

export function textIn(block: Statement, name: string): Given<string> | undefined {
  const at = wordOf(block, name);
  return at && { value: at.value, at, isGiven: true };
}

/** Whether `global_defs` has a keyword that takes true, on, yes or nothing. */
export function isGlobal(tree: Tree, name: string): boolean {
  return globals(tree).some((block) => isOn(block, name));
}

/** A word of `global_defs`; the last one holds. */
export function globalWord(tree: Tree, name: string): Word | undefined {
  return globals(tree)
    .flatMap((block) => wordOf(block, name) ?? [])
    .at(-1);
}

function globals({ statements }: Tree): readonly Statement[] {
  return statements.filter(({ name }) => name === "global_defs");
}
