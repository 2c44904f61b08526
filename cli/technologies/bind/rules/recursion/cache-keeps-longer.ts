import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { keptNames, stepsBelow } from "../../config/kept.ts";
import { unread } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";

export const kind: RuleKind = {
  kind: "cache-keeps-longer",
  severity: "error",
  rank: 39,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, min-cache-ttl",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find(facts) {
    const all = keptNames(facts).flatMap((kept): Found[] => {
      const { least, leastS, limit, asked, ttlS, record } = kept;
      if (!least || leastS <= limit.limitS) return [];
      const steps = stepsBelow(facts, kept, leastS);
      const names = { name: asked.name, resolver: asked.server.node.name };
      const args = { ...names, least: leastS, ttl: ttlS, limit: limit.limitS, steps };
      return [{ where: [placeOf(least), recordPlace(record)], args }];
    });
    return [...new Map(all.map((found) => [`${found.args["resolver"]}`, found])).values()];
  },
};
