import type { PlannedStep } from "../../../../core/cluster/plan.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { serverOn } from "../../config/network.ts";
import { filePlace, listed, meant, unread } from "../../config/said.ts";
import { bare, clauseIn, type Server, zoneHolding } from "../../config/server.ts";

interface Needed {
  readonly node: string;
  /** A zone, or a name that is in one. */
  readonly name: string;
}

/** Whom a step's fault and measures ask for a zone. */
function neededIn({ fault, measure = [] }: PlannedStep): Needed[] {
  const all = [fault ?? {}, ...measure].flatMap((spec): Needed[] => {
    const name = spec["zone"] ?? (spec["fault"] === undefined ? undefined : spec["name"]);
    const nodes = [spec["node"], spec["from"], spec["to"], spec["nodes"]].flat();
    if (typeof name !== "string" || spec["measure"] === "transfer-try") return [];
    return nodes.flatMap((node) => (typeof node === "string" ? [{ node, name: bare(name) }] : []));
  });
  return all.filter(({ name }) => name.includes("."));
}

/** It may come to have zones that its configuration does not name. */
function mayGrow(server: Server): boolean {
  return [server.options, ...server.views].some((outer) =>
    ["catalog-zones", "allow-new-zones", "dlz"].some((name) => clauseIn(outer, name)),
  );
}

function missing(facts: Facts, { node, name }: Needed): boolean {
  const server = serverOn(facts, node);
  return server !== undefined && !mayGrow(server) && zoneHolding(server, name) === undefined;
}

export const kind: RuleKind = {
  kind: "zone-missing",
  severity: "error",
  rank: 9,
  needs: "files",
  follows: [...unread, "bind/zone-file-missing"],
  source: "BIND 9.18 ARM, zone",
  breaks: (step, { args }) =>
    neededIn(step).some(
      ({ node, name }) =>
        node === args["server"] && String(args["names"]).split(" ").includes(name),
    ),
  find(facts) {
    const all = facts.plan.steps.flatMap(neededIn).filter((needed) => missing(facts, needed));
    return [...Map.groupBy(all, ({ node }) => node)].flatMap(([node, needed]): Found[] => {
      const server = serverOn(facts, node);
      if (!server) return [];
      const names = new Set(needed.map(({ name }) => name));
      const has = server.zones.map((zone) => zone.name).filter((name) => name.length < 256);
      const near = [...names].map((name) => (has.length > 0 ? meant(name, has) : ""))[0] ?? "";
      const args = {
        server: node,
        zones: listed(names),
        names: [...names].join(" "),
        has: listed(has) || phrase`no zone at all`,
        near,
      };
      return [{ where: [filePlace(server)], args }];
    });
  },
};
