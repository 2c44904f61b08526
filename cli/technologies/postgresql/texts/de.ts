import type { Texts } from "../../../core/kinds/rule.ts";
import { commitTexts } from "../wording/de/commits.ts";
import { joiningTexts } from "../wording/de/joining.ts";
import { returnTexts } from "../wording/de/returns.ts";

export const texts: Texts = { ...commitTexts, ...joiningTexts, ...returnTexts };
