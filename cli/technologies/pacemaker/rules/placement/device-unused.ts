import type { Found } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { isNo, placeOf, propertyOf, readable } from "../../meaning/config.ts";
import { fencingDevices } from "../../meaning/fencing.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind = eachCluster({
  kind: "device-unused",
  severity: "error",
  rank: 32,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Cluster Options: stonith-enabled",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    readable(facts).flatMap((config): Found[] => {
      const enabled = propertyOf(config, "stonith-enabled");
      const [device] = fencingDevices(config);
      if (!enabled || !isNo(enabled) || !device) return [];
      const where = [placeOf(config, enabled.word), placeOf(config, device.word)];
      return [{ where, args: { device: device.id, said: enabled.value } }];
    }),
});
