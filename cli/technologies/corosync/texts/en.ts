import type { Texts } from "../../../core/kinds/rule.ts";
import { memberTexts } from "../wording/members.ts";
import { quorumTexts } from "../wording/quorum.ts";
import { talkTexts } from "../wording/talk.ts";

export const texts: Texts = { ...memberTexts, ...talkTexts, ...quorumTexts };
