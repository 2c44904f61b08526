import type { Texts } from "../../../core/kinds/rule.ts";
import { confTexts } from "../wording/conf.ts";

export const texts: Texts = confTexts;
