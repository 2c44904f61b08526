import type { Way } from "../../../core/cluster/asked.ts";
import { allOf } from "../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { closedWays, waysOf } from "../ways.ts";

/** A node that nobody reaches on a network is at fault itself; else each way is told. */
function foundOn(all: readonly Way[], closed: readonly Way[]): readonly Found[] {
  const nodes = [...new Set(all.map(({ to }) => to))];
  const alone = nodes.filter(
    (node) => nodes.length > 2 && all.every((way) => way.to !== node || closed.includes(way)),
  );
  const lonely = alone.flatMap((node): Found[] => {
    const ways = closed.filter(({ to }) => to === node);
    return foundFrom(ways[0], allOf(ways.map(({ from }) => from)));
  });
  const rest = closed.filter(({ from, to }) => !alone.includes(from) && !alone.includes(to));
  // An answer needs both directions: who is not reached does not reach either.
  const pairs = rest.filter(
    ({ from, to }) => from < to || !rest.some((w) => w.from === to && w.to === from),
  );
  return [...lonely, ...pairs.flatMap((way) => foundFrom(way, way.from))];
}

function foundFrom(way: Way | undefined, others: string): Found[] {
  if (!way) return [];
  const { from, to, segment, address } = way;
  const text = `ping ${address}: no answer`;
  return [{ where: [{ node: from, file: "", text }], args: { others, to, segment, address } }];
}

function foundIn(facts: Facts): readonly Found[] {
  const closed = closedWays(facts);
  const bySegment = Map.groupBy(waysOf(facts), ({ segment }) => segment);
  return [...bySegment.values()].flatMap((all) =>
    foundOn(
      all,
      closed.filter((way) => all.includes(way)),
    ),
  );
}

export const kind: RuleKind = {
  kind: "way-closed",
  severity: "error",
  rank: 3,
  needs: "node",
  source: "RFC 792 (echo); RFC 9293 3.5.2 (who listens to nobody refuses)",
  find: foundIn,
};
