import type { RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, serversIn } from "../meaning/servers.ts";
import { expectsAnything } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "name-twice",
  severity: "error",
  rank: 21,
  needs: "files",
  source: "Patroni 3.0, YAML Configuration Settings: name must be unique for the cluster",
  breaks: expectsAnything,
  find(facts) {
    const all = serversIn(facts).map((server) => ({
      name: String(server.conf.get("name")?.value ?? ""),
      place: placeOf(server, "name"),
    }));
    const groups = [...Map.groupBy(all, ({ name }) => name).values()];
    return groups.flatMap((same) => {
      if (same.length < 2) return [];
      // Whoever is called as its node is not the one to be changed.
      const sorted = same.toSorted(
        (a, b) => Number(a.name === a.place.node) - Number(b.name === b.place.node),
      );
      const [first, ...others] = sorted;
      return [
        {
          where: sorted.map(({ place }) => place),
          args: {
            name: first?.name ?? "",
            others: others.map(({ place }) => place.node).join(", "),
          },
        },
      ];
    });
  },
};
