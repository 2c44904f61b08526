/** What the rules about the script take-roles say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const show = "halab exec {lab} {node} -- samba-tool fsmo show";

export const roleTexts: Texts = {
  "roles-forgotten": {
    title: "Some roles stay with the old owner",
    because: "{node}'s {file} leaves these out of its {verb}: {roles}.",
    see: show,
    hints: [
      "How many roles are there, and who has each of them afterwards?",
      "Five are of the domain and the forest, two more of the partitions for DNS.",
      "Write `--role=all` into line {line} of {file}, or name the others as well.",
    ],
    why: "A role that a dead controller has is missed when it is needed: no new SIDs after some hundreds (rid), no change of the schema, no new domain.",
    example: "samba-tool fsmo seize --force --role=pdc",
  },
  "no-seizure": {
    title: "The roles of a dead controller cannot be taken",
    because: "{node}'s {file} only transfers roles, and a transfer asks the old owner.",
    see: show,
    hints: [
      "Who has to agree to a transfer?",
      "A dead owner cannot hand anything over: its roles are seized.",
      "For `dead`, call `samba-tool fsmo seize --force --role=all`.",
    ],
    why: "A transfer is done by both: the old owner gives the role up and the new one replicates that. Without the old one there is only force.",
    example: "dead) samba-tool fsmo transfer --role=all ;;",
  },
  "password-differs": {
    title: "Some roles stay with the old owner, for it lets nobody in",
    because:
      "{node}'s {file} has a password of Administrator that is not the domain's (line {line}).",
    see: "halab exec {lab} {node} -- kinit Administrator@LAB.TEST",
    hints: [
      "As whom does the script act, and does the old owner believe it?",
      "Five roles move by the controllers' own right; the two of the partitions for DNS are changed on the old owner, as the user that `-U` names.",
      "Write the lab's parameter `password` behind `Administrator%` in line {line} of {file}.",
    ],
    why: "samba-tool stops at the first role that fails, and those before it have moved: a switchover that is half done.",
    example: "samba-tool fsmo transfer --role=all -U 'Administrator%letmein'",
  },
  "seized-from-living": {
    title: "For a while two controllers take themselves for the owner",
    because:
      "{node}'s {file} seizes the roles by force even where the old owner lives (line {line}).",
    see: show,
    hints: [
      "How does the old owner get to know that it is none any more?",
      "By replication, some time later, if it was not asked. Until then both act as owners.",
      "For `planned`, call `samba-tool fsmo transfer --role=all`.",
    ],
    why: "Two owners of the role rid may give away the same SIDs, two owners of the schema may change it differently. A transfer never leaves two.",
    example: "planned) samba-tool fsmo seize --force --role=all ;;",
  },
};
