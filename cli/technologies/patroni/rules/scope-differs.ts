import type { RuleKind } from "../../../core/kinds/rule.ts";
import { oddOnes, placeOf, serversIn } from "../meaning/servers.ts";
import { expectsAnything } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "scope-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "Patroni 3.0, YAML Configuration Settings: scope",
  breaks: expectsAnything,
  find(facts) {
    const all = serversIn(facts).map((server) => ({
      value: String(server.conf.get("scope")?.value ?? ""),
      place: placeOf(server, "scope"),
    }));
    return oddOnes(all).map(({ odd, most }) => ({
      where: [...odd, ...most].map(({ place }) => place),
      args: {
        scope: odd[0]?.value ?? "",
        other: most[0]?.value ?? "",
        others: most.map(({ place }) => place.node).join(", "),
      },
    }));
  },
};
