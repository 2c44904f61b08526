import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, seenOf } from "../../meaning/seen.ts";
import { movesResources } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "node-standby",
  severity: "error",
  rank: 63,
  needs: "node",
  follows: ["pacemaker/standby-from-start"],
  source: "crm(8), node standby; Pacemaker Explained, Special Node Attributes",
  breaks: movesResources,
  find: (facts) =>
    seenOf(facts).flatMap((seen) =>
      seen.values.nodes
        .filter(({ standby }) => standby)
        .map(({ name }) => foundOn(seen, `Node ${name}: standby`, { resting: name })),
    ),
};
