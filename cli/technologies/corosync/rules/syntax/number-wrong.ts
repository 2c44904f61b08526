import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { keysIn } from "../../syntax/conf.ts";
import { numbers } from "../../syntax/names.ts";

export const kind: RuleKind = {
  kind: "number-wrong",
  severity: "error",
  rank: 8,
  needs: "files",
  source: "coroparse.c of Corosync 3.1.7, safe_atoq()",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster) =>
        keysIn(cluster.conf)
          .filter(({ path, value }) => numbers.has(path) && !/^[+-]?\d+$/.test(value))
          .map((key) => ({
            where: [placeOf(cluster, key)],
            args: { key: key.path, value: key.value },
          })),
      ),
    ),
};
