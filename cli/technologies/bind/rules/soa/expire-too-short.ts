import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { copyAsked } from "../../config/copies.ts";
import { outagesOf } from "../../config/demands.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "expire-too-short",
  severity: "error",
  rank: 41,
  needs: "files",
  follows: [...unread, "bind/refresh-too-long", "bind/timers-clamped"],
  source: "RFC 1035 3.3.13 EXPIRE; RFC 1912 2.2",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find(facts) {
    const all = outagesOf(facts).flatMap(({ step, node, probe, throughS }) => {
      const copy = copyAsked(facts, probe);
      if (copy?.primary.server.node.name !== node) return [];
      // It may have heard the primary for the last time a whole refresh before.
      return copy.expireS - copy.refreshS > throughS ? [] : [{ step, throughS, copy }];
    });
    const byZone = Map.groupBy(all, ({ copy }) => copy.data);
    return [...byZone].flatMap(([{ soa, zone }, found]): Found[] => {
      const [one] = found;
      const [place, refresh] = [soa?.at[3], soa?.at[1]];
      if (!one || !place || !refresh) return [];
      const args = {
        zone: zone.name,
        expire: one.copy.expireS,
        refresh: one.copy.refreshS,
        alone: one.copy.expireS - one.copy.refreshS,
        through: one.throughS,
        secondary: one.copy.secondary.server.node.name,
        steps: found.map(({ step }) => step).join(" "),
      };
      return [{ where: [place, refresh], args }];
    });
  },
};
