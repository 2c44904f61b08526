import { phrase } from "../../../core/kinds/phrase.ts";
import { type Facts, type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { failoverS } from "../failover.ts";
import { placeOf } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";

/** Seconds that the lab's strictest step bears; undefined: any time will do. */
function limitOf({ plan }: Facts): number | undefined {
  const limits = plan.steps
    .filter(isFailover)
    .flatMap(({ expect }) => expect)
    .flatMap(({ within, limit }) =>
      typeof within === "object" && typeof limit === "number" ? [limit / 1000] : [],
    );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

export const kind: RuleKind = {
  kind: "down-after-slow",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "Redis documentation, High availability with Redis Sentinel: down-after-milliseconds",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const limit = limitOf(facts);
    if (limit === undefined) return [];
    const slow = sentinelsOf(facts).flatMap(({ file, monitors }) =>
      monitors
        .filter(({ downAfterMs }) => failoverS(downAfterMs / 1000) > limit)
        .map(({ name, downAfterMs, downAfter, directive }) => ({
          place: downAfter ? placeOf(downAfter) : placeIn(file, directive.line),
          args: {
            name,
            down: downAfterMs / 1000,
            said: downAfter ? "" : phrase` (the default, for nobody says)`,
            seconds: Math.round(failoverS(downAfterMs / 1000) * 10) / 10,
            limit,
          },
        })),
    );
    const groups = Map.groupBy(slow, ({ args }) => JSON.stringify(args));
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ args }) => ({ where: all.map(({ place }) => place), args })),
    );
  },
};
