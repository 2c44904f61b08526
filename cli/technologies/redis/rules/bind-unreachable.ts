import type { Found, NodeFacts, RuleKind } from "../../../core/kinds/rule.ts";
import { lastOf, placeOf, type Said } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { storesOf } from "../meaning/stores.ts";

const any: ReadonlySet<string> = new Set(["*", "0.0.0.0", "::", "::*"]);

/** No address at which other nodes can ask; "-" before one means: if it is there. */
function unreachable({ links }: NodeFacts, { args }: Said): boolean {
  const bound = args.map(({ value }) => value.replace(/^-/, ""));
  return !bound.some(
    (address) =>
      any.has(address) ||
      links.some((link) => link.address === address) ||
      // A name: what it is nobody knows here.
      !/^[\d.:a-f]+$/i.test(address),
  );
}

export const kind: RuleKind = {
  kind: "bind-unreachable",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "redis.conf of Redis 7.0, bind",
  breaks: isFailover,
  find: (facts): readonly Found[] =>
    [...storesOf(facts), ...sentinelsOf(facts)].flatMap(({ node, said, port }) => {
      const bind = lastOf(said, "bind");
      if (!bind || bind.args.length === 0 || !unreachable(node, bind)) return [];
      const bound = bind.args.map(({ value }) => value).join(" ");
      return [
        {
          where: [placeOf(bind)],
          args: { bound, port, address: node.links[0]?.address ?? "" },
        },
      ];
    }),
};
