import type { Texts } from "../../../core/kinds/rule.ts";
import { addressTexts } from "../wording/addresses.ts";
import { agreementTexts } from "../wording/agreement.ts";
import { heardTexts } from "../wording/heard.ts";
import { leaderTexts } from "../wording/leader.ts";
import { peerTexts } from "../wording/peers.ts";
import { scriptTexts } from "../wording/scripts.ts";
import { syntaxTexts } from "../wording/syntax.ts";
import { trackingTexts } from "../wording/tracking.ts";

export const texts: Texts = {
  ...syntaxTexts,
  ...agreementTexts,
  ...peerTexts,
  ...addressTexts,
  ...leaderTexts,
  ...heardTexts,
  ...trackingTexts,
  ...scriptTexts,
};

/** What `halab validate` asks. */
export const tests = {
  names: "keepalived's addresses, peers and interfaces are those of its nodes",
  keys: "keepalived has one password on all nodes",
  settings: "Routers of one address have the same VRRP settings",
  paths: "Every router hears the adverts of the master",
};
