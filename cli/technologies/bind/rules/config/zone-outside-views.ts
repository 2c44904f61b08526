import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { listed } from "../../config/said.ts";
import { serversOf } from "../../config/server.ts";

export const kind: RuleKind = {
  kind: "zone-outside-views",
  severity: "error",
  rank: 5,
  needs: "files",
  follows: ["bind/statement-unfinished"],
  source: "BIND 9.18: when using 'view' statements, all zones must be in views",
  breaks: () => true,
  find: (facts) =>
    serversOf(facts).flatMap(({ views, clauses, node }): Found[] => {
      const outside = clauses.filter(({ name, words }) => name === "zone" && words.length > 0);
      const [view] = views;
      if (!view || outside.length === 0) return [];
      const zones = listed(outside.map(({ words }) => words[0] ?? ""));
      const args = { zones, view: view.words[0] ?? "", server: node.name };
      return [{ where: [...outside.map(placeOf), placeOf(view)], args }];
    }),
};
