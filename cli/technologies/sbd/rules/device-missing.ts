import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { readable } from "../../pacemaker/meaning/config.ts";
import { devicesOf, watchersOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "device-missing",
  severity: "error",
  rank: 33,
  needs: "files",
  follows: ["pacemaker/fencing-without-device"],
  source: "sbd(8): CONFIGURATION; Pacemaker Explained, Fencing",
  breaks: (step) => stepHas(step, { faults: ["cut", "power-off", "sbd-hang", "freeze"] }),
  find(facts) {
    const disked = watchersOf(facts).filter(({ devices }) => devices.length > 0);
    if (disked.length === 0 || devicesOf(facts).length > 0) return [];
    return readable(facts)
      .filter(
        ({ opaque, hosts }) =>
          !opaque && hosts.some((host) => disked.some(({ node }) => node === host)),
      )
      .map(
        (config): Found => ({
          where: [placeIn(config.file)],
          args: { disk: disked[0]?.devices[0] ?? "" },
        }),
      );
  },
};
