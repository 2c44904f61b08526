import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { differing } from "../../meaning/differing.ts";
import { groupsOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Members that do not say the same of these do not hear each other. */
const keys = ["transport", "secauth", "crypto_cipher", "crypto_hash", "interface.mcastport"];

export const kind: RuleKind = {
  kind: "totem-differs",
  severity: "error",
  rank: 26,
  needs: "files",
  follows: ["corosync/line-malformed", "corosync/key-unknown"],
  source: "corosync.conf(5), totem: the same on every node",
  breaks: expectsAnything,
  find: (facts) =>
    groupsOf(facts).flatMap((group) => keys.flatMap((key) => differing(group, `totem.${key}`))),
};
