import type { Texts } from "../../../core/kinds/rule.ts";
import { confTexts } from "../wording/de/conf.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = confTexts;

/** What `halab validate` asks. */
export const tests = {
  settings: "Alle Mitglieder sind in einer Gruppe",
  quorum: "Nur mit Quorum wird gesendet",
};
