import type { Texts } from "../../../core/kinds/rule.ts";
import { balancingTexts } from "../wording/de/balancing.ts";
import { checkTexts } from "../wording/de/checks.ts";
import { forwardingTexts } from "../wording/de/forwarding.ts";
import { gatewayTexts } from "../wording/de/gateway.ts";
import { syncTexts } from "../wording/de/sync.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = {
  ...forwardingTexts,
  ...gatewayTexts,
  ...checkTexts,
  ...balancingTexts,
  ...syncTexts,
};

/** What `halab validate` asks. */
export const tests = {
  names: "Jeder Director hat jeden Dienst und jeden Server, und sie haben die Adresse",
  settings: "Alle Directors verteilen gleich",
  paths: "Anfragen erreichen die Server und Antworten die Clients",
};
