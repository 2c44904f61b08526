import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { sentinelsOf, watching } from "../meaning/sentinels.ts";

export const kind: RuleKind = {
  kind: "quorum-of-one",
  severity: "hint",
  rank: 50,
  needs: "files",
  source: "Redis documentation, High availability with Redis Sentinel: quorum",
  find(facts): readonly Found[] {
    const sentinels = sentinelsOf(facts);
    const alone = sentinels
      .flatMap(({ monitors }) => monitors)
      .filter((one) => one.quorum === 1 && watching(sentinels, one).length > 1);
    const groups = Map.groupBy(alone, ({ name }) => name);
    return [...groups].map(([name, all]) => ({
      where: all.map(({ directive }) => placeOf(directive)),
      args: { name, count: all[0] ? watching(sentinels, all[0]).length : 0 },
    }));
  },
};
