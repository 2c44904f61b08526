import type { Texts } from "../../../core/kinds/rule.ts";
import { confTexts } from "../wording/conf.ts";

export const texts: Texts = confTexts;

/** What `halab validate` asks. */
export const tests = {
  settings: "All members are of one group",
  quorum: "Only a quorum sends",
};
