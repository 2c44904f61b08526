import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/de/logs.ts";
import { sentinelTexts } from "../wording/de/sentinels.ts";
import { storeTexts } from "../wording/de/stores.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...logTexts, ...sentinelTexts, ...storeTexts };
