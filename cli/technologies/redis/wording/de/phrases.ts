import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "its own address": "die eigene Adresse",
  "where no Redis listens": "dort lauscht kein Redis",
  "its address": "die des Knotens",
  "yes, its default": "yes, wie von selbst",
  " (the default, for nobody says)": " (der Standardwert, denn nichts anderes ist gesetzt)",
  "another {0}": "ein anderes {0}",
  "no {0}": "kein {0}",
};
