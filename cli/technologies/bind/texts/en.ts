import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/logs.ts";
import { servers } from "../wording/servers.ts";
import { timers } from "../wording/timers.ts";
import { transfers } from "../wording/transfers.ts";
import { zones } from "../wording/zones.ts";

export const texts: Texts = { ...logTexts, ...servers, ...timers, ...transfers, ...zones };
