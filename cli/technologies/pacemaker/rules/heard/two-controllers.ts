import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { allSeen, nearer } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "two-controllers",
  severity: "error",
  rank: 64,
  needs: "node",
  follows: nearer,
  source: "Pacemaker Explained, Designated Controller; crm_mon(8)",
  breaks: expectsAnything,
  find(facts): readonly Found[] {
    const said = allSeen(facts).flatMap(({ node, values: { dc } }) => (dc ? [{ node, dc }] : []));
    const leaders = [...new Set(said.map(({ dc }) => dc))];
    if (leaders.length < 2) return [];
    return [
      {
        where: said.map(({ node, dc }) => ({ node, file: "", text: `Current DC: ${dc}` })),
        args: { leaders: allOf(leaders) },
      },
    ];
  },
};
