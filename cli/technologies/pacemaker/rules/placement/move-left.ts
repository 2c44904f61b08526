import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { movesResources } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "move-left",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: unread,
  source: "crm_resource(8), --move, --ban, --clear; Clusters from Scratch, Move Resources Manually",
  breaks: movesResources,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.constraints
        .filter(({ kind: is, id }) => is === "location" && /^cli-(?:prefer|ban|standby)-/.test(id))
        .map(({ id, word, steps, node }) => ({
          where: [placeOf(config, word)],
          args: { id, resource: steps[0]?.[0]?.id ?? "", host: node?.value ?? "" },
        })),
    ),
};
