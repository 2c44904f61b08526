import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { guestConf } from "../../migration/settings.ts";
import { managedIn, merged } from "../configured.ts";

export const kind: RuleKind = {
  kind: "disk-unlocked",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "halab-guest (templates/migration): LOCK; libvirt, Virtual machine lock manager",
  breaks: (step) => stepHas(step, { faults: ["guest-start", "power-off"] }),
  find: (facts) =>
    merged(
      managedIn(facts).flatMap(({ settings, files }): Found[] => {
        const lock = settings.get("LOCK");
        const file = files.get(guestConf);
        if (!file || (lock && lock.value !== "" && lock.value !== "none")) return [];
        return [{ where: [lock?.place ?? placeIn(file)], args: {} }];
      }),
    ),
};
