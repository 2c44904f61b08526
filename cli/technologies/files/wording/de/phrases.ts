import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "a TODO": "ein TODO",
};
