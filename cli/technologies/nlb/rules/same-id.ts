import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { type NlbNode, nlbNodes } from "../config/nlb.ts";
import { clientsFeel } from "../felt.ts";

function foundOf(all: readonly NlbNode[]): Found[] {
  const [first, ...others] = all;
  const last = others.at(-1);
  if (!first || !last) return [];
  const where = [last, ...all.slice(0, -1)].map(({ file, config }) =>
    placeIn(file, config.id?.line),
  );
  return [{ where, args: { id: last.config.id?.value ?? 0, other: first.node.name } }];
}

export const kind: RuleKind = {
  kind: "same-id",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): a bucket belongs to the first id of its order that lives",
  breaks: clientsFeel,
  find(facts) {
    const named = nlbNodes(facts).filter(({ config }) => config.id !== undefined);
    const byId = Map.groupBy(named, ({ config }) => config.id?.value);
    return [...byId.values()].flatMap(foundOf);
  },
};
