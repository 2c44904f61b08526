import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { kind as mariadb } from "../../readers/mariadb.ts";

export const kind: RuleKind = {
  kind: "members-apart",
  severity: "error",
  rank: 65,
  needs: "node",
  follows: [
    "galera/wsrep-off",
    "galera/begins-always",
    "galera/names-differ",
    "galera/address-of-nobody",
    "service/not-running",
  ],
  source: "Galera Cluster documentation, Checking Cluster Integrity: wsrep_cluster_state_uuid",
  breaks: expectsAnything,
  find({ run }): readonly Found[] {
    if (!run || run.faults.length > 0) return [];
    const all = [...valuesOf(run, mariadb)].flatMap(([node, { status }]) => {
      const uuid = status["wsrep_cluster_state_uuid"];
      return uuid ? [{ node, uuid, size: status["wsrep_cluster_size"] ?? "" }] : [];
    });
    const groups = [...Map.groupBy(all, ({ uuid }) => uuid).values()];
    if (groups.length < 2) return [];
    const [fewest = []] = groups.toSorted((a, b) => a.length - b.length);
    return [
      {
        where: all.map(({ node, uuid }) => ({
          ...{ node, file: "" },
          text: `wsrep_cluster_state_uuid ${uuid}`,
        })),
        args: { node: fewest[0]?.node ?? "", size: fewest[0]?.size ?? "", clusters: groups.length },
      },
    ];
  },
};
