import type { Texts } from "../../../core/kinds/rule.ts";
import { memberTexts } from "../wording/members.ts";
import { quorumTexts } from "../wording/quorum.ts";
import { talkTexts } from "../wording/talk.ts";

export const texts: Texts = { ...memberTexts, ...talkTexts, ...quorumTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Corosync has the same members everywhere, with their own numbers and addresses",
  keys: "Corosync has one key on all members, and it is long enough",
  settings: "Corosync's times and words are right, and alike on all members",
  quorum: "The votes fit the number of members, and there is a quorum",
  paths: "Corosync's port is open: every member hears every other one",
};
