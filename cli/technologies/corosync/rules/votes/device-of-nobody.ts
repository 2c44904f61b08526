import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, hasDevice, merged, nodeAt, placeOf, valueAt } from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "device-of-nobody",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "corosync-qdevice(8), host",
  breaks: losesMember,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(hasDevice)
        .flatMap((cluster): Found[] => {
          const key = valueAt(cluster, "quorum.device.net.host");
          if (!key || nodeAt(facts, key.value)) return [];
          return [{ where: [placeOf(cluster, key)], args: { host: key.value } }];
        }),
    ),
};
