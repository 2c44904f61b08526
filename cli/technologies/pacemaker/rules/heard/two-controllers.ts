import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { byCluster, nearer, type Seen } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(seen: readonly Seen[]): readonly Found[] {
  const said = seen.flatMap(({ node, values: { dc } }) => (dc ? [{ node, dc }] : []));
  const leaders = [...new Set(said.map(({ dc }) => dc))];
  if (leaders.length < 2) return [];
  const where = said.map(({ node, dc }) => ({ node, file: "", text: `Current DC: ${dc}` }));
  return [{ where, args: { leaders: allOf(leaders) } }];
}

export const kind: RuleKind = {
  kind: "two-controllers",
  severity: "error",
  rank: 64,
  needs: "node",
  follows: nearer,
  source: "Pacemaker Explained, Designated Controller; crm_mon(8)",
  breaks: expectsAnything,
  find: (facts) => byCluster(facts).flatMap(foundIn),
};
