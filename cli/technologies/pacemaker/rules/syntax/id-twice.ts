import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import type { Statement, Word } from "../../syntax/statements.ts";

/** Sets without a name of their own share one. */
const sets: ReadonlySet<string> = new Set(["property", "rsc_defaults", "op_defaults"]);
const nameless: ReadonlySet<string> = new Set([
  "node",
  "monitor",
  "xml",
  "fencing_topology",
  "fencing-topology",
]);

interface Named {
  readonly id: string;
  readonly word: Word;
}

function nameOf({ keyword, word, words }: Statement): readonly Named[] {
  const [first] = words;
  if (nameless.has(keyword) || !first) return [];
  if (!sets.has(keyword)) return [{ id: first.value, word: first }];
  const own = /^(?:\$id=(.*)|([\w-]+):)$/.exec(first.value);
  return [{ id: own?.[1] ?? own?.[2] ?? keyword, word }];
}

export const kind: RuleKind = {
  kind: "id-twice",
  severity: "error",
  rank: 8,
  needs: "files",
  source: "crm(8), configure",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      [...Map.groupBy(config.crm.statements.flatMap(nameOf), ({ id }) => id)]
        .filter(([, all]) => all.length > 1)
        .map(([id, all]): Found => {
          return { where: all.toReversed().map(({ word }) => placeOf(config, word)), args: { id } };
        }),
    ),
};
