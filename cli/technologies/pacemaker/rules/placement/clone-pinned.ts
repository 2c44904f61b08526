import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { infinity } from "../../meaning/constraints.ts";
import { unread } from "../../meaning/unread.ts";
import { movesResources } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "clone-pinned",
  severity: "error",
  rank: 41,
  needs: "files",
  follows: unread,
  source:
    "Pacemaker Explained, Colocation Constraints: the first one depends on the second; Clones",
  breaks: movesResources,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.constraints
        .filter(
          ({ kind: is, complex, score }) => is === "colocation" && !complex && score === infinity,
        )
        .flatMap(({ id, word, steps }): Found[] => {
          const [first, second] = steps.flat();
          const kindOf = (name: string | undefined) => config.byId.get(name ?? "")?.kind;
          // Only one role of it may follow somebody.
          const isAll = kindOf(first?.id) === "clone" && first?.as === "";
          if (
            !first ||
            !second ||
            !isAll ||
            !["primitive", "group"].includes(kindOf(second.id) ?? "")
          )
            return [];
          const args = { id, clone: first.id, other: second.id };
          return [{ where: [placeOf(config, word)], args }];
        }),
    ),
};
