/** The parts of a statement: `params a=b`, `meta c=d`, `op monitor interval=10s`. */

import { partNames } from "../syntax/names.ts";
import type { Word } from "../syntax/statements.ts";

export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly word: Word;
}

export interface Part {
  /** "params", "meta", "op" ... */
  readonly name: string;
  readonly word: Word | undefined;
  /** Words without "=": of an op its name. */
  readonly plain: readonly Word[];
  readonly pairs: readonly Pair[];
}

function pairOf(word: Word): Pair | undefined {
  const at = word.value.indexOf("=");
  // $id=..., @reference: of the CIB, nobody's parameter.
  if (at <= 0 || /^[$@]/.test(word.value)) return undefined;
  return { name: word.value.slice(0, at), value: word.value.slice(at + 1), word };
}

/** What stands before the first word of a part is `before`. */
export function partsOf(words: readonly Word[], before: string): readonly Part[] {
  const parts: { name: string; word: Word | undefined; plain: Word[]; pairs: Pair[] }[] = [
    { name: before, word: undefined, plain: [], pairs: [] },
  ];
  for (const word of words) {
    const name = word.value.toLowerCase();
    if (partNames.has(name)) {
      parts.push({ name, word, plain: [], pairs: [] });
      continue;
    }
    const part = parts.at(-1);
    const pair = pairOf(word);
    if (pair && part?.name !== "rule") part?.pairs.push(pair);
    else if (!word.value.startsWith("$") && !word.value.startsWith("@")) part?.plain.push(word);
  }
  return parts;
}

export function pairsIn(parts: readonly Part[], name: string): readonly Pair[] {
  return parts.filter((part) => part.name === name).flatMap(({ pairs }) => pairs);
}
