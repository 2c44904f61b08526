import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, inFile, nearer, seenOf } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** A failed start counts as much, whatever the threshold is. */
const forever = 1_000_000;

export const kind: RuleKind = {
  kind: "failures-reached",
  severity: "error",
  rank: 69,
  needs: "node",
  follows: [...nearer, ...inFile, "pacemaker/action-fails"],
  source: "Pacemaker Explained, Handling Resource Failure: migration-threshold; crm_failcount(8)",
  breaks: expectsAnything,
  find: (facts) =>
    seenOf(facts).flatMap((seen) =>
      seen.values.resources.flatMap(({ id, failures = [], migrationThreshold = forever }) =>
        failures
          .filter(({ count }) => count >= Math.max(1, migrationThreshold))
          .map(({ node, count }): Found => {
            const shown = count >= forever ? "INFINITY" : count;
            const threshold = migrationThreshold >= forever ? "INFINITY" : migrationThreshold;
            const text = `${id}: fail-count=${shown} on ${node}`;
            return foundOn(seen, text, { id, host: node, count: shown, threshold });
          }),
      ),
    ),
};
