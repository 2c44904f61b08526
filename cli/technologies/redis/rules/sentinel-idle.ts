import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { sentinelsOf } from "../meaning/sentinels.ts";

export const kind: RuleKind = {
  kind: "sentinel-idle",
  severity: "warning",
  rank: 45,
  needs: "files",
  source: "Redis documentation, High availability with Redis Sentinel: sentinel monitor",
  find(facts): readonly Found[] {
    const all = sentinelsOf(facts);
    const idle = all.filter(({ monitors }) => monitors.length === 0);
    const busy = all.filter(({ monitors }) => monitors.length > 0);
    const monitor = busy[0]?.monitors[0];
    if (idle.length === 0 || !monitor) return [];
    return [
      {
        where: [...idle.map(({ file }) => placeIn(file)), placeOf(monitor.directive)],
        args: {
          name: monitor.name,
          nodes: idle.map(({ node }) => node.name).join(", "),
          count: busy.length,
          all: all.length,
        },
      },
    ];
  },
};
