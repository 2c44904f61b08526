import { parseAddress } from "../../../core/base/address.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, wordOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";

export const kind: RuleKind = {
  kind: "master-by-name",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "sentinel.conf of Redis 7.0, SENTINEL resolve-hostnames",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const named = sentinelsOf(facts)
      .filter(({ said }) => wordOf(said, "sentinel resolve-hostnames") !== "yes")
      .flatMap(({ monitors }) => monitors)
      .filter(({ host }) => parseAddress(host) === undefined && !host.includes(":"));
    const groups = Map.groupBy(named, ({ host }) => host);
    return [...groups].map(([host, all]) => ({
      where: all.map(({ directive }) => placeOf(directive)),
      args: {
        host,
        address:
          facts.nodes.find(({ name }) => name === host)?.links[0]?.address ?? phrase`its address`,
      },
    }));
  },
};
