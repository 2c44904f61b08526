import type { Texts } from "../../../core/kinds/rule.ts";
import { addressTexts } from "../wording/de/addresses.ts";
import { agreementTexts } from "../wording/de/agreement.ts";
import { heardTexts } from "../wording/de/heard.ts";
import { leaderTexts } from "../wording/de/leader.ts";
import { peerTexts } from "../wording/de/peers.ts";
import { scriptTexts } from "../wording/de/scripts.ts";
import { syntaxTexts } from "../wording/de/syntax.ts";
import { trackingTexts } from "../wording/de/tracking.ts";

export { phrases } from "../wording/de/phrases.ts";

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
  names: "Adressen, Nachbarn und Schnittstellen von keepalived sind die seiner Knoten",
  keys: "keepalived hat auf allen Knoten dasselbe Passwort",
  settings: "Router einer Adresse haben dieselben VRRP-Einstellungen",
  paths: "Jeder Router hört die Adverts des Masters",
};
