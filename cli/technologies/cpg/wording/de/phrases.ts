import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** Was die Regeln fanden, in eigenen Worten. */
export const phrases: Phrases = {
  'there is no word "{0}"': "das Wort „{0}“ gibt es nicht",
  "{0} has no value": "{0} hat keinen Wert",
  '"{0}" is no value for {1}': "„{0}“ ist kein Wert für {1}",
  "there is no group": "group fehlt",
};
