import { nearest } from "../../../../core/base/nearest.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { instancesOf } from "../../config/instances.ts";
import { placesOf } from "../../config/places.ts";
import { allOf } from "../../config/tree.ts";

const states = ["MASTER", "BACKUP"];

export const kind: RuleKind = {
  kind: "state-word-wrong",
  severity: "warning",
  rank: 30,
  needs: "files",
  follows: ["keepalived/brace-missing"],
  source: "keepalived.conf(5), VRRP instance(s): state",
  find: (facts) =>
    instancesOf(facts).flatMap((instance) =>
      allOf(instance.block, "state").flatMap(({ args: [at] }) => {
        if (!at || states.includes(at.value)) return [];
        const [meant = "BACKUP"] = nearest(at.value, states);
        return [{ where: placesOf([instance, at]), args: { word: at.value, meant } }];
      }),
    ),
};
