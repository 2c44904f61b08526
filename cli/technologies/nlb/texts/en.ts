import type { Texts } from "../../../core/kinds/rule.ts";
import { filterTexts } from "../wording/filter.ts";
import { heartbeatTexts } from "../wording/heartbeat.ts";
import { leaseTexts } from "../wording/lease.ts";

export const texts: Texts = { ...heartbeatTexts, ...filterTexts, ...leaseTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Each member has a number of its own and the common address",
  settings: "All members share out the clients alike",
  quorum: "A part of the members serves only with a quorum",
  fencing: "Who is cut off lets go of its clients in time",
  paths: "Every member hears the heartbeats of the others",
};
