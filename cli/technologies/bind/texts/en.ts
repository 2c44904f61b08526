import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/logs.ts";
import { servers } from "../wording/servers.ts";
import { timers } from "../wording/timers.ts";
import { transfers } from "../wording/transfers.ts";
import { zones } from "../wording/zones.ts";

export const texts: Texts = { ...logTexts, ...servers, ...timers, ...transfers, ...zones };

/** What `halab validate` asks. */
export const tests = {
  names: "The zones name servers and addresses that are there",
  keys: "Who copies a zone has the key of who gives it",
  paths: "NOTIFY and transfers reach the other side",
};
