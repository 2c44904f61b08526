import { distance } from "fastest-levenshtein";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, type Said } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { storesOf } from "../meaning/stores.ts";
import { redisNames, sentinelNames } from "../syntax/names.ts";

/** Two letters at the most: what is like none of ours may be of another version. */
const farthest = 2;

function foundIn(known: ReadonlySet<string>, directive: Said): readonly Found[] {
  const { name } = directive;
  if (known.has(name)) return [];
  const near = [...known]
    .filter((text) => Math.abs(text.length - name.length) <= farthest)
    .map((text) => ({ text, far: distance(name, text) }))
    .toSorted((a, b) => a.far - b.far)[0];
  if (!near || near.far > farthest) return [];
  return [{ where: [placeOf(directive)], args: { name, near: near.text } }];
}

export const kind: RuleKind = {
  kind: "unknown-directive",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "redis.conf and sentinel.conf of Redis 7.0",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const both = new Set([...redisNames, ...sentinelNames]);
    return [
      ...storesOf(facts).flatMap(({ said }) => said.flatMap((one) => foundIn(redisNames, one))),
      ...sentinelsOf(facts).flatMap(({ said }) => said.flatMap((one) => foundIn(both, one))),
    ];
  },
};
