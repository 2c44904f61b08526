import type { Texts } from "../../../core/kinds/rule.ts";
import { fileTexts } from "../wording/de/file.ts";
import { logTexts } from "../wording/de/logs.ts";
import { serverTexts } from "../wording/de/servers.ts";
import { sessionTexts } from "../wording/de/sessions.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...fileTexts, ...logTexts, ...serverTexts, ...sessionTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Server, Peers und Adressen von HAProxy sind die der Knoten",
  paths: "Jeder Server von HAProxy ist an seinem Port zu erreichen",
};
