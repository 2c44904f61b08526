import type { Texts } from "../../../core/kinds/rule.ts";
import { filterTexts } from "../wording/de/filter.ts";
import { heartbeatTexts } from "../wording/de/heartbeat.ts";
import { leaseTexts } from "../wording/de/lease.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...heartbeatTexts, ...filterTexts, ...leaseTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Jedes Mitglied hat eine eigene Nummer und die gemeinsame Adresse",
  settings: "Alle Mitglieder teilen die Clients gleich auf",
  quorum: "Ein Teil der Mitglieder dient nur mit Quorum",
  fencing: "Wer abgeschnitten ist, lässt seine Clients rechtzeitig los",
  paths: "Jedes Mitglied hört die Heartbeats der anderen",
};
