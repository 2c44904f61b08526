import type { Texts } from "../../../core/kinds/rule.ts";
import { actionTexts } from "../wording/actions.ts";
import { agentTexts } from "../wording/agents.ts";
import { savingTexts } from "../wording/saving.ts";

export const texts: Texts = { ...agentTexts, ...actionTexts, ...savingTexts };
