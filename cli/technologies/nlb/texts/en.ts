import type { Texts } from "../../../core/kinds/rule.ts";
import { filterTexts } from "../wording/filter.ts";
import { heartbeatTexts } from "../wording/heartbeat.ts";
import { leaseTexts } from "../wording/lease.ts";

export const texts: Texts = { ...heartbeatTexts, ...filterTexts, ...leaseTexts };
