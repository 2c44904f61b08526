import type { Found, Place, RuleKind } from "../../../../core/kinds/rule.ts";
import { effectsIn, type Known, placeOf, sysctlOf } from "../../../shell/boot.ts";
import { type Backend, backendsOf, onePerNode, together, usesServices } from "../../world.ts";

function placesOf({ boot }: Backend, settings: readonly Known<string>[]): Place[] {
  const set = settings.flatMap((one) => (one.how === "set" ? [one.place] : []));
  const up = effectsIn(boot, "link").find(({ device }) => device === "tunl0");
  return set.length > 0 ? set : placeOf(boot, up);
}

export const kind: RuleKind = {
  kind: "strict-filter",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "Linux Documentation/networking/ip-sysctl.rst, rp_filter; RFC 3704 2.2",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "TUN");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const settings = ["all", "tunl0"].map((part) =>
        sysctlOf(one.node, one.boot, `net.ipv4.conf.${part}.rp_filter`),
      );
      const [all = 0, own = 0] = settings.map((it) => ("value" in it ? Number(it.value) : 0));
      if (settings.some(({ how }) => how === "unknown") || Math.max(all, own) !== 1) return [];
      return [{ where: placesOf(one, settings), args: { all, own } }];
    });
    return together(found);
  },
};
