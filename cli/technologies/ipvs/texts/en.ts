import type { Texts } from "../../../core/kinds/rule.ts";
import { balancingTexts } from "../wording/balancing.ts";
import { checkTexts } from "../wording/checks.ts";
import { forwardingTexts } from "../wording/forwarding.ts";
import { gatewayTexts } from "../wording/gateway.ts";
import { syncTexts } from "../wording/sync.ts";

export const texts: Texts = {
  ...forwardingTexts,
  ...gatewayTexts,
  ...checkTexts,
  ...balancingTexts,
  ...syncTexts,
};

/** What `halab validate` asks. */
export const tests = {
  names: "Every director has every service and every real server, and they have the address",
  settings: "All directors balance alike",
  paths: "Requests reach the real servers, and answers the clients",
};
