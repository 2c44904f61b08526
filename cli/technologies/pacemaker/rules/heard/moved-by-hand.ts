import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { configsOf } from "../../meaning/config.ts";
import { foundOn, seenOf } from "../../meaning/seen.ts";
import { movesResources } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "moved-by-hand",
  severity: "error",
  rank: 63,
  needs: "node",
  follows: ["pacemaker/move-left"],
  source: "crm_resource(8), --move, --ban, --clear; crm(8), resource clear",
  breaks: movesResources,
  find(facts): readonly Found[] {
    const written = configsOf(facts).flatMap(({ constraints }) => constraints.map(({ id }) => id));
    return seenOf(facts).flatMap((seen) =>
      seen.values.constraints
        .filter(({ kind: is, id }) => is === "location" && /^cli-(?:prefer|ban)-/.test(id))
        .filter(({ id }) => !written.includes(id))
        .map(({ id, of }) => {
          const args = { id, resource: of["rsc"] ?? "", host: of["node"] ?? "" };
          return foundOn(
            seen,
            `location ${id} ${args.resource} ${of["score"] ?? ""}: ${args.host}`,
            args,
          );
        }),
    );
  },
};
