import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** Was die Regeln fanden, in eigenen Worten. */
export const phrases: Phrases = {
  none: "keiner",
};
