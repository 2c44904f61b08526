import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { oncePerLine, serversIn } from "../config/servers.ts";

/** What makes a standby of a server that was a primary: one of these has to be there, outside of comments. */
const joins = /^[^#]*(?:\bpg_rewind\b|\bpg_basebackup\b|standby\.signal)/m;

export const kind: RuleKind = {
  kind: "old-primary-as-is",
  severity: "error",
  rank: 38,
  needs: "files",
  source: "PostgreSQL 15, 27.3 (failover), pg_rewind",
  breaks: (step) => stepHas(step, { faults: ["lag", "switchover"] }),
  find: (facts) =>
    oncePerLine(
      serversIn(facts).flatMap(({ hook }): Found[] =>
        hook && !joins.test(hook.text) ? [{ where: [placeIn(hook)], args: {} }] : [],
      ),
    ),
};
