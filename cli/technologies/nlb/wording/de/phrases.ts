import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "there is no id": "id fehlt",
  "there is no `to`": "`to` fehlt",
  "id {0} is more than nodes {1}": "id {0} ist größer als nodes {1}",
  "{0} buckets are no multiple of {1}": "{0} buckets sind kein Vielfaches von {1}",
  "dead {0} is less than two heartbeats of {1}": "dead {0} ist weniger als zwei Heartbeats zu {1}",
  nobody: "niemanden",
  '"{0}" is not ADDRESS:PORT': "„{0}“ ist nicht ADRESSE:PORT",
  '"{0}" is no value for {1}': "„{0}“ ist kein Wert für {1}",
  'there is no word "{0}"': "das Wort „{0}“ gibt es nicht",
};
