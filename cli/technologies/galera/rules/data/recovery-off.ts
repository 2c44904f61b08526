import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isYes } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf } from "../../meaning/members.ts";
import { isDark } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "recovery-off",
  severity: "error",
  rank: 47,
  needs: "files",
  source:
    "Galera Cluster documentation, Recovering the Primary Component: pc.recovery, gvwstate.dat",
  breaks: isDark,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const value = member.provider.get("pc.recovery")?.value;
      if (value === undefined || isYes(value) || !facts.plan.steps.some(isDark)) return undefined;
      return { place: placeOf(member, "wsrep_provider_options"), args: { value } };
    }),
};
