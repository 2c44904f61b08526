import type { Texts } from "../../../core/kinds/rule.ts";
import { memberTexts } from "../wording/de/members.ts";
import { quorumTexts } from "../wording/de/quorum.ts";
import { talkTexts } from "../wording/de/talk.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...memberTexts, ...talkTexts, ...quorumTexts };
