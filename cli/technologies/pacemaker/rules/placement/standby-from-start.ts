import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, isYes, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { movesResources } from "../../meaning/wanted.ts";

const names = ["standby", "maintenance"];

export const kind: RuleKind = {
  kind: "standby-from-start",
  severity: "error",
  rank: 38,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Special Node Attributes: standby, maintenance",
  breaks: movesResources,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.nodes.flatMap(({ word: { value }, attributes }) =>
        attributes
          .filter((pair) => names.includes(pair.name) && isYes(pair))
          .map(({ name, word }) => foundAt(config, word, { member: value, attribute: name })),
      ),
    ),
};
