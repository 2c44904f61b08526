import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { type Kept, keptNames, stepsBelow } from "../../config/kept.ts";
import { unloaded } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";

/** Where the TTL stands that a record has from $TTL: the last one before it. */
function defaultPlace({ record, asked }: Kept) {
  const before = asked.truth.zone.defaults.filter(
    ({ file, line }) => file !== record.file || line < record.line,
  );
  const last = before.at(-1);
  return last ? [placeIn(last.file, last.line)] : [];
}

export const kind: RuleKind = {
  kind: "ttl-too-long",
  severity: "error",
  rank: 38,
  needs: "files",
  follows: unloaded,
  source: "RFC 2308 4; RFC 1034 3.6",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find: (facts) =>
    keptNames(facts)
      .filter(({ record, ttlS, longestS, limit }) => {
        return record.ttlBy === "default" && Math.min(ttlS, longestS) > limit.limitS;
      })
      .map((kept): Found => {
        const { asked, ttlS, limit, longestS, record } = kept;
        const keeps = Math.min(ttlS, longestS);
        const resolver = asked.server.node.name;
        const steps = stepsBelow(facts, kept, keeps);
        const args = { name: asked.name, ttl: ttlS, keeps, limit: limit.limitS, resolver, steps };
        return { where: [...defaultPlace(kept), recordPlace(record)], args };
      }),
};
