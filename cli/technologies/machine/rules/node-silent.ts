import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";

/** What a node is that does not answer, by what its provider says of it. */
function stateOf(why: string): string {
  if (why === "off") return phrase`it is off`;
  if (why === "frozen") return phrase`it is frozen`;
  return phrase`it gave no answer`;
}

export const kind: RuleKind = {
  kind: "node-silent",
  severity: "error",
  rank: 2,
  needs: "node",
  source: "docker(1), ps; halab's agent in the node",
  find: ({ asked }) =>
    [...(asked?.silent ?? [])].map(([node, why]): Found => {
      return { where: [{ node, file: "", text: why }], args: { state: stateOf(why) } };
    }),
};
