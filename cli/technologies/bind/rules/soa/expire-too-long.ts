import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { copyAsked } from "../../config/copies.ts";
import { limitsOf } from "../../config/demands.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "expire-too-long",
  severity: "error",
  rank: 42,
  needs: "files",
  follows: unread,
  source: "RFC 1035 3.3.13 EXPIRE",
  breaks: (step, { args }, facts) =>
    limitsOf(facts, "dns-expire").some(
      (limit) => limit.step === step.id && Number(args["expire"]) > limit.limitS,
    ),
  find(facts) {
    const all = limitsOf(facts, "dns-expire").flatMap((limit) => {
      const copy = copyAsked(facts, limit.probe);
      return copy && copy.soa.expireS > limit.limitS ? [{ limit, copy }] : [];
    });
    const byZone = Map.groupBy(all, ({ copy }) => copy.data);
    return [...byZone].flatMap(([{ soa, zone }, found]): Found[] => {
      const [one] = found;
      const place = soa?.at[3];
      if (!one || !place) return [];
      const secondary = one.copy.secondary.server.node.name;
      const args = {
        zone: zone.name,
        expire: one.copy.soa.expireS,
        limit: one.limit.limitS,
        secondary,
      };
      return [{ where: [place], args }];
    });
  },
};
