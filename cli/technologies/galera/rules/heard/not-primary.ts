import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { kind as mariadb } from "../../readers/mariadb.ts";

export const kind: RuleKind = {
  kind: "not-primary",
  severity: "error",
  rank: 66,
  needs: "node",
  follows: ["galera/address-of-nobody", "galera/names-differ", "galera/members-apart"],
  source: "Galera Cluster documentation, Checking Cluster Integrity: wsrep_cluster_status",
  breaks: expectsAnything,
  find({ run }): readonly Found[] {
    if (!run || run.faults.length > 0) return [];
    return [...valuesOf(run, mariadb)].flatMap(([node, { status }]): Found[] => {
      const said = status["wsrep_cluster_status"] ?? "";
      if (said === "" || said === "Primary" || said === "Disconnected") return [];
      const size = status["wsrep_cluster_size"] ?? "0";
      return [
        { where: [{ node, file: "", text: `wsrep_cluster_status ${said}` }], args: { size } },
      ];
    });
  },
};
