import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { edgesOf, loopIn } from "../../meaning/orders.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "order-loop",
  severity: "error",
  rank: 34,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Ordering Constraints",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config): Found[] => {
      const loop = loopIn(edgesOf(config));
      if (!loop) return [];
      const way = [loop[0]?.from ?? "", ...loop.map(({ to }) => to)].join(" → ");
      // What was written last is likelier to be one too many.
      const words = loop.map(({ word }) => word).toSorted((a, b) => b.line - a.line);
      return [{ where: words.map((word) => placeOf(config, word)), args: { way } }];
    }),
};
