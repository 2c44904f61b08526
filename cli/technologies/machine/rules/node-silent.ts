import type { Found, RuleKind } from "../../../core/kinds/rule.ts";

export const kind: RuleKind = {
  kind: "node-silent",
  severity: "error",
  rank: 2,
  needs: "node",
  source: "docker(1), ps; halab's agent in the node",
  find: ({ asked }) =>
    [...(asked?.silent ?? [])].map(
      ([node, state]): Found => ({ where: [{ node, file: "", text: state }], args: { state } }),
    ),
};
