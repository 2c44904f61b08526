import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Cluster, clustersOf, merged, placeOf } from "../../meaning/members.ts";
import { timersOf } from "../../meaning/timers.ts";
import { sectionsAt } from "../../syntax/conf.ts";

/** With one link there is nothing to change over to. */
function hasTwoLinks({ members }: Cluster): boolean {
  return members.length > 1 && members.every(({ addresses }) => addresses.length > 1);
}

export const kind: RuleKind = {
  kind: "ping-outlives-token",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "corosync.conf(5), knet_ping_timeout and token",
  breaks: ({ fault }) => ["cut", "link-down", "loss"].includes(String(fault?.["fault"])),
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(hasTwoLinks)
        .flatMap((cluster) =>
          sectionsAt(cluster.conf, "totem.interface")
            .flatMap(({ keys }) => keys.findLast(({ name }) => name === "knet_ping_timeout") ?? [])
            .flatMap((key): Found[] => {
              const token = timersOf(cluster).tokenS * 1000;
              if (!(Number(key.value) >= token)) return [];
              return [{ where: [placeOf(cluster, key)], args: { ping: key.value, token } }];
            }),
        ),
    ),
};
