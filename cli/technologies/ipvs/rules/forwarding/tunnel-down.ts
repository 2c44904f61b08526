import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { effectsIn, placeOf } from "../../../shell/boot.ts";
import { backendsOf, methodPlace, onePerNode, together, usesServices } from "../../world.ts";

export const kind: RuleKind = {
  kind: "tunnel-down",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "ipvsadm(8), --ipip: the real server unpacks with its ipip device",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "TUN");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const { boot } = one;
      const all = effectsIn(boot, "link").filter(
        ({ device, state }) => device === "tunl0" && state !== "",
      );
      const last = all.at(-1);
      if (!boot.file || !boot.certain || all.some(({ maybe }) => maybe)) return [];
      if (last?.state === "up") return [];
      return [{ where: [...placeOf(boot, last), methodPlace(one)], args: {} }];
    });
    return together(found);
  },
};
