import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import type { Word } from "../../syntax/statements.ts";

/** Who names whom. Tags, and what stands in a bundle, may be named as well. */
function named(
  config: Config,
): readonly { readonly by: string; readonly word: Word; readonly id: string }[] {
  const members = config.resources.flatMap(({ id: by, members: all }) =>
    all.map((word) => ({ by, word, id: word.value })),
  );
  const constrained = config.constraints.flatMap(({ id: by, steps }) =>
    steps.flat().map(({ id, word }) => ({ by, word, id })),
  );
  return [...members, ...constrained];
}

export const kind: RuleKind = {
  kind: "resource-unknown",
  severity: "error",
  rank: 12,
  needs: "files",
  follows: unread,
  source: "crm(8), configure: constraints and groups name resources that exist",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap((config): readonly Found[] => {
        const tags = config.crm.statements
          .filter(({ keyword }) => keyword === "tag")
          .flatMap(({ words }) => words[0]?.value.replace(/:$/, "") ?? []);
        const known = new Set([...config.byId.keys(), ...tags]);
        return named(config)
          .filter(({ id }) => !known.has(id))
          .map(({ by, word, id }) =>
            foundAt(config, word, {
              by,
              id,
              near: nearestOf(id, known) ?? phrase`a resource that exists`,
            }),
          );
      }),
};
