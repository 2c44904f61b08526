/** What the contracts of all kinds of kinds ask. */
import { expect } from "vitest";
import type { Ref } from "../../../cli/core/kinds/ref.ts";

/** What a kind says of itself, for docs/kinds and `halab kinds`: sentences, or a question. */
export const aboutText = /^[A-Z].*[.?]$/s;

/** Words of one line. */
export const lineText = /^\S(?:[^\n]*\S)?$/;

/** Where a JavaScript value shows through in what is for people or for programs. */
export const leakedText = /undefined|NaN|Infinity|\[object/;

/** Every name stands where its ref says, as the value or, in a map by names, as the key. */
export function expectPlaces(spec: unknown, refs: readonly Ref[]): void {
  for (const { name, path } of refs) {
    const value = path.reduce<unknown>(
      (part, key) => (part as Record<string, unknown>)?.[key],
      spec,
    );
    expect([value, value === undefined ? undefined : path.at(-1)], path.join(".")).toContain(name);
  }
}
