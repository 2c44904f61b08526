import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf, watching } from "../meaning/sentinels.ts";

export const kind: RuleKind = {
  kind: "quorum-too-high",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: ["redis/sentinels-differ"],
  source: "Redis documentation, High availability with Redis Sentinel: quorum",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const sentinels = sentinelsOf(facts);
    const high = sentinels.flatMap(({ monitors }) =>
      monitors.flatMap((monitor) => {
        const count = watching(sentinels, monitor).length;
        return monitor.quorum > count ? [{ monitor, count }] : [];
      }),
    );
    const groups = Map.groupBy(high, ({ monitor }) => `${monitor.name} ${monitor.quorum}`);
    return [...groups.values()].flatMap((all) => {
      const [first] = all;
      if (!first) return [];
      const { monitor, count } = first;
      const majority = Math.floor(count / 2) + 1;
      return [
        {
          where: all.map(({ monitor: { directive } }) => placeOf(directive)),
          args: { name: monitor.name, quorum: monitor.quorum, count, majority },
        },
      ];
    });
  },
};
