import type { Texts } from "../../../core/kinds/rule.ts";
import { filterTexts } from "../wording/de/filter.ts";
import { heartbeatTexts } from "../wording/de/heartbeat.ts";
import { leaseTexts } from "../wording/de/lease.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...heartbeatTexts, ...filterTexts, ...leaseTexts };
