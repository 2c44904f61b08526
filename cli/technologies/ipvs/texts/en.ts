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
