import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { defaults, periodS } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "inactive-before-suspect",
  severity: "warning",
  rank: 52,
  needs: "files",
  source: "Galera Cluster documentation, Galera Parameters: evs.inactive_timeout",
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const of = (name: string, otherwise: number) =>
        periodS(member.provider.get(name)?.value ?? "") ?? otherwise;
      const suspect = of("evs.suspect_timeout", defaults.suspectS);
      const inactive = of("evs.inactive_timeout", defaults.inactiveS);
      if (inactive > suspect) return undefined;
      return {
        place: placeOf(member, "wsrep_provider_options"),
        args: { suspect, inactive },
      };
    }),
};
