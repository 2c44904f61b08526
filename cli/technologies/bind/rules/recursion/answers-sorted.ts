import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { checksProbe } from "../../config/demands.ts";
import { orderClause, preferences, sharedNames } from "../../config/orders.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "answers-sorted",
  severity: "error",
  rank: 46,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, sortlist",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    const all = sharedNames(facts).flatMap(
      ({ server, client, from, name, probe, truth }): Found[] => {
        const addresses = truth.records.map(({ data }) => data[0]?.text ?? "");
        const ranks = preferences(server, from, addresses) ?? [];
        const clause = orderClause(server, "sortlist");
        const best = Math.min(...ranks);
        const preferred = addresses.filter((_, at) => ranks[at] === best);
        if (!clause || preferred.length === 0 || preferred.length === addresses.length) return [];
        const names = { resolver: server.node.name, client, name, asked: name };
        const args = { ...names, first: preferred[0] ?? "", probes: probe };
        return [{ where: [placeOf(clause)], args }];
      },
    );
    return [
      ...Map.groupBy(all, ({ args }) => `${args["resolver"]} ${args["name"]}`).values(),
    ].flatMap((same): Found[] => {
      const [one] = same;
      const probes = same.map(({ args }) => args["probes"]).join(" ");
      return one ? [{ ...one, args: { ...one.args, probes } }] : [];
    });
  },
};
