import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isYes } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf } from "../../meaning/members.ts";
import { isCut } from "../../meaning/wanted.ts";

const options = ["pc.ignore_quorum", "pc.ignore_sb", "pc.bootstrap"] as const;

export const kind: RuleKind = {
  kind: "quorum-ignored",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "Galera Cluster documentation, Galera Parameters: pc.ignore_quorum, pc.ignore_sb",
  breaks: isCut,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const option = options.find((name) => isYes(member.provider.get(name)?.value));
      if (option === undefined) return undefined;
      return { place: placeOf(member, "wsrep_provider_options"), args: { option } };
    }),
};
