import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/de/logs.ts";
import { sentinelTexts } from "../wording/de/sentinels.ts";
import { storeTexts } from "../wording/de/stores.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...logTexts, ...sentinelTexts, ...storeTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Replikate und Sentinels nennen einen Master, den es gibt",
  keys: "Speicher und Sentinels haben dasselbe Passwort",
  quorum: "Das Quorum der Sentinels passt zu ihrer Zahl",
  paths: "Jedes Replikat bekommt, was sein Master schreibt",
};
