import type { Texts } from "../../../core/kinds/rule.ts";
import { fileTexts } from "../wording/file.ts";
import { logTexts } from "../wording/logs.ts";
import { serverTexts } from "../wording/servers.ts";
import { sessionTexts } from "../wording/sessions.ts";

export const texts: Texts = { ...fileTexts, ...logTexts, ...serverTexts, ...sessionTexts };
