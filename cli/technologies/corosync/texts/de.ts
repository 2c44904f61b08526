import type { Texts } from "../../../core/kinds/rule.ts";
import { memberTexts } from "../wording/de/members.ts";
import { quorumTexts } from "../wording/de/quorum.ts";
import { talkTexts } from "../wording/de/talk.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...memberTexts, ...talkTexts, ...quorumTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Corosync hat überall dieselben Mitglieder, mit eigener Nummer und Adresse",
  keys: "Corosync hat auf allen Mitgliedern denselben Schlüssel, und er ist lang genug",
  settings: "Zeiten und Angaben von Corosync stimmen und sind überall gleich",
  quorum: "Die Stimmen passen zur Zahl der Mitglieder, und es gibt ein Quorum",
  paths: "Der Port von Corosync ist offen: Jedes Mitglied hört jedes andere",
};
