import type { Texts } from "../../../core/kinds/rule.ts";
import { fileTexts } from "../wording/file.ts";
import { logTexts } from "../wording/logs.ts";
import { serverTexts } from "../wording/servers.ts";
import { sessionTexts } from "../wording/sessions.ts";

export const texts: Texts = { ...fileTexts, ...logTexts, ...serverTexts, ...sessionTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "HAProxy's servers, peers and addresses are those of the nodes",
  paths: "Every server of HAProxy can be reached at its port",
};
