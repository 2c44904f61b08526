import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/logs.ts";
import { sentinelTexts } from "../wording/sentinels.ts";
import { storeTexts } from "../wording/stores.ts";

export const texts: Texts = { ...logTexts, ...sentinelTexts, ...storeTexts };
