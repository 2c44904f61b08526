import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { keptNames, stepsBelow } from "../../config/kept.ts";
import { unloaded } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";

export const kind: RuleKind = {
  kind: "record-ttl-too-long",
  severity: "error",
  rank: 38,
  needs: "files",
  follows: unloaded,
  source: "RFC 2181 5.2; RFC 1035 5.1",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find: (facts) =>
    keptNames(facts)
      .filter(({ record, ttlS, longestS, limit }) => {
        return record.ttlBy !== "default" && Math.min(ttlS, longestS) > limit.limitS;
      })
      .map((kept): Found => {
        const { asked, ttlS, limit, longestS, record } = kept;
        const keeps = Math.min(ttlS, longestS);
        const steps = stepsBelow(facts, kept, keeps);
        const args = {
          ...{ name: asked.name, address: record.data[0]?.text ?? "", ttl: ttlS, keeps, steps },
          ...{ limit: limit.limitS, resolver: asked.server.node.name },
        };
        return { where: [recordPlace(record)], args };
      }),
};
