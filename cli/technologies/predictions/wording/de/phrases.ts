import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "at least {0}": "mindestens {0}",
  "at most {0}": "höchstens {0}",
  "{0} is a {1}": "{0} ist: {1}",
  none: "keine",
};
