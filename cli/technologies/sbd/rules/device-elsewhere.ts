import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { placeOf } from "../../pacemaker/meaning/config.ts";
import { devicesOf, watchersOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "device-elsewhere",
  severity: "error",
  rank: 21,
  needs: "files",
  follows: ["sbd/disks-differ", "sbd/disk-of-nobody"],
  source: "fence_sbd(8): devices; sbd(8): SBD_DEVICE",
  breaks: (step) => stepHas(step, { faults: ["cut", "power-off", "sbd-hang", "freeze"] }),
  find(facts) {
    const [watcher] = watchersOf(facts);
    if (!watcher || watcher.devices.length === 0) return [];
    const own = watcher.settings.get("SBD_DEVICE")?.place ?? placeIn(watcher.file);
    return devicesOf(facts).flatMap(({ config, resource, disks, word }): Found[] => {
      const other = disks.find((one) => !watcher.devices.includes(one));
      if (resource.more || other === undefined) return [];
      const args = { id: resource.id, other, disk: watcher.devices.join(";") };
      return [{ where: [placeOf(config, word), own], args }];
    });
  },
};
