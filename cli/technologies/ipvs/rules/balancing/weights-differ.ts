import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { weighing } from "../../schedulers.ts";
import { askedIn, asks, backendsOf, together, wordPlace } from "../../world.ts";

function sharesOf(servers: unknown): ReadonlyMap<string, number> {
  if (typeof servers !== "object" || servers === null) return new Map();
  return new Map(Object.entries(servers).map(([name, value]) => [name, Number(value)]));
}

export const kind: RuleKind = {
  kind: "weights-differ",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "ipvsadm(8), weight; keepalived.conf(5), weight (1 where none is said)",
  breaks: (step, { args }, facts) =>
    asks(facts, step, { service: args["service"], checks: ["balance"] }),
  find(facts) {
    const all = backendsOf(facts);
    const found = askedIn(facts, "balance").flatMap(({ name, spec }): Found[] => {
      const shares = sharesOf(spec["servers"]);
      const asked = all.filter((one) => one.service.name === name && shares.has(one.node.name));
      const byNode = Map.groupBy(asked, ({ service }) => service);
      return [...byNode].flatMap(([service, backends]): Found[] => {
        if (!weighing.includes(service.scheduler?.value ?? "")) return [];
        const units = backends.map(({ node, server }) => {
          const share = shares.get(node.name) ?? 0;
          return { share, server, node, unit: server.weight.value / share };
        });
        const [first] = units;
        if (!first || units.every(({ unit }) => Math.abs(unit - first.unit) < 1e-9)) return [];
        const where = units.map(({ server }) =>
          wordPlace(service, server.weight.isGiven ? server.weight.at : server.at),
        );
        const weights = units.map(({ server }) => server.weight.value).join(" : ");
        const wanted = units.map(({ share }) => share).join(" : ");
        const servers = units.map(({ node }) => node.name).join(" : ");
        return [{ where, args: { service: name, weights, wanted, servers } }];
      });
    });
    return together(found);
  },
};
