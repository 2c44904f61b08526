import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/de/logs.ts";
import { servers } from "../wording/de/servers.ts";
import { timers } from "../wording/de/timers.ts";
import { transfers } from "../wording/de/transfers.ts";
import { zones } from "../wording/de/zones.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...logTexts, ...servers, ...timers, ...transfers, ...zones };

/** What `halab validate` asks. */
export const tests = {
  names: "Die Zonen nennen Server und Adressen, die es gibt",
  keys: "Wer eine Zone kopiert, hat den Schlüssel dessen, der sie gibt",
  paths: "NOTIFY und Transfers erreichen die andere Seite",
};
