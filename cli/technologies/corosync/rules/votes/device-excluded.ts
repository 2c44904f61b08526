import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, hasDevice, isOn, merged, placeOf, valueAt } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

const others = ["last_man_standing", "auto_tie_breaker", "allow_downscale", "two_node"];

export const kind: RuleKind = {
  kind: "device-excluded",
  severity: "error",
  rank: 21,
  needs: "files",
  source: "votequorum(5); corosync-qdevice(8); votequorum.c 3.1.7, votequorum_readconfig()",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(hasDevice)
        .flatMap((cluster) =>
          others.flatMap((name): Found[] => {
            const key = valueAt(cluster, `quorum.${name}`);
            const model = valueAt(cluster, "quorum.device.model");
            if (!key || !model || !isOn(cluster, `quorum.${name}`)) return [];
            return [
              { where: [placeOf(cluster, key), placeOf(cluster, model)], args: { key: name } },
            ];
          }),
        ),
    ),
};
