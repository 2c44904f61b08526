import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { membersOf } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "options-twice",
  severity: "warning",
  rank: 40,
  needs: "files",
  source: "MariaDB Knowledge Base, Configuring MariaDB with Option Files; wsrep_provider_options",
  find: (facts): readonly Found[] =>
    membersOf(facts).flatMap(({ node, said }): Found[] => {
      const all = said.filter(({ name }) => name === "wsrep_provider_options");
      if (all.length < 2) return [];
      const where = all.toReversed().map(({ file, line }) => placeIn(file, line));
      return [{ where, args: { member: node.name, count: all.length } }];
    }),
};
