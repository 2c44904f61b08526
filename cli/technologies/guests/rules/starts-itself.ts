import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { guestConf } from "../../migration/settings.ts";
import { managedIn, merged } from "../configured.ts";

export const kind: RuleKind = {
  kind: "starts-itself",
  // While the lock holds, the second instance is refused.
  severity: "warning",
  rank: 34,
  needs: "files",
  source:
    "halab-guest (templates/migration): AUTOSTART; Pacemaker Explained, Resource Classes: what a cluster starts, nothing else may start",
  breaks: (step) => stepHas(step, { faults: ["power-off"] }),
  find: (facts) =>
    merged(
      managedIn(facts).flatMap(({ settings, files }): Found[] => {
        const autostart = settings.get("AUTOSTART");
        const file = files.get(guestConf);
        if (!file || autostart?.value === "no") return [];
        return [{ where: [autostart?.place ?? placeIn(file)], args: {} }];
      }),
    ),
};
