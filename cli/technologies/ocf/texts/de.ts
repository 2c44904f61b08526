import type { Texts } from "../../../core/kinds/rule.ts";
import { actionTexts } from "../wording/de/actions.ts";
import { agentTexts } from "../wording/de/agents.ts";
import { savingTexts } from "../wording/de/saving.ts";

export const texts: Texts = { ...agentTexts, ...actionTexts, ...savingTexts };
