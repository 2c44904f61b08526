import type { Texts } from "../../../core/kinds/rule.ts";
import { sentinelTexts } from "../wording/de/sentinels.ts";
import { storeTexts } from "../wording/de/stores.ts";

export const texts: Texts = { ...sentinelTexts, ...storeTexts };
