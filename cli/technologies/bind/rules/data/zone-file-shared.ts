import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { listed, unread } from "../../config/said.ts";
import { clauseIn, type Server, serversOf, type Zone } from "../../config/server.ts";

function foundIn({ node, zones }: Server): Found[] {
  // As they are spelled: that is what named compares.
  const spelled = ({ clause }: Zone) => clauseIn(clause, "file")?.words[0];
  const copies = zones.filter((zone) => zone.type === "secondary" && spelled(zone) !== undefined);
  return [...Map.groupBy(copies, spelled)].flatMap(([path = "", all]): Found[] => {
    if (all.length < 2) return [];
    const where = all.toReversed().map(({ clause }) => placeOf(clauseIn(clause, "file") ?? clause));
    const names = listed(
      all.map(({ name, view }) => (view ? phrase`${name} of view ${view.words[0] ?? ""}` : name)),
    );
    return [{ where, args: { path, zones: names, server: node.name } }];
  });
}

export const kind: RuleKind = {
  kind: "zone-file-shared",
  severity: "error",
  rank: 8,
  needs: "files",
  follows: [...unread, "bind/statement-twice"],
  source: "BIND 9.18: writeable file already in use",
  breaks: () => true,
  find: (facts) => serversOf(facts).flatMap(foundIn),
};
