import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, type Monitor, sentinelsOf } from "../meaning/sentinels.ts";

function addressOf([first]: readonly { readonly monitor: Monitor }[]): string {
  return first ? `${first.monitor.host}:${first.monitor.port}` : "";
}

export const kind: RuleKind = {
  kind: "sentinels-differ",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "Redis documentation, High availability with Redis Sentinel: Sentinels auto discovery",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const all = sentinelsOf(facts).flatMap(({ node, monitors }) =>
      monitors.map((monitor) => ({ node, monitor })),
    );
    const byName = Map.groupBy(all, ({ monitor }) => monitor.name);
    return [...byName].flatMap(([name, same]) => {
      const groups = [...Map.groupBy(same, ({ monitor: { place } }) => place)].toSorted(
        ([, a], [, b]) => a.length - b.length,
      );
      const [fewest, most] = [groups[0], groups.at(-1)];
      if (!fewest || !most || fewest === most) return [];
      const [[, odd], [, rest]] = [fewest, most];
      return [
        {
          where: [...odd, ...rest].map(({ monitor: { directive } }) => placeOf(directive)),
          args: {
            name,
            address: addressOf(odd),
            other: addressOf(rest),
            others: rest.map(({ node }) => node.name).join(", "),
          },
        },
      ];
    });
  },
};
