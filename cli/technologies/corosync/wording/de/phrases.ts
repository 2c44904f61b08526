import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "a section is opened and not closed": "ein Abschnitt wird geöffnet und nicht geschlossen",
  "it closes a section that nobody opened":
    "sie schließt einen Abschnitt, den niemand geöffnet hat",
  "something stands beside a brace": "neben einer Klammer steht noch etwas",
  "it has no name": "sie hat keinen Namen",
  "it is neither a section nor a key with a colon":
    "sie ist weder ein Abschnitt noch ein Schlüssel mit Doppelpunkt",
  nothing: "nichts",
  nobody: "niemand",
  " (nobody says, so token is 3000)": " (niemand setzt token, also gilt 3000)",
  "the witness": "dem Zeugen",
  "a member": "einem Mitglied",
  "node {0}": "Knoten {0}",
};
