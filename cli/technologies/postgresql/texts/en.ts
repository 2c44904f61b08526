import type { Texts } from "../../../core/kinds/rule.ts";
import { commitTexts } from "../wording/commits.ts";
import { joiningTexts } from "../wording/joining.ts";
import { returnTexts } from "../wording/returns.ts";

export const texts: Texts = { ...commitTexts, ...joiningTexts, ...returnTexts };
