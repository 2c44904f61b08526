import { type Facts, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { durationMs } from "../config/conf.ts";
import { conninfoOf, findAt, saidBy } from "../config/servers.ts";

const failover = { faults: ["lag"] };

/** What users bear in a step whose primary dies; undefined: no step says. */
function borneMs({ plan }: Facts): number | undefined {
  const step = plan.steps.find((one) => stepHas(one, failover));
  const outage = step?.expect.find((one) => one["check"] === "outage");
  const within = outage?.["within"];
  if (typeof within !== "object" || within === null || !("hiMs" in within)) return undefined;
  return Number(within.hiMs);
}

export const kind: RuleKind = {
  kind: "receiver-slow",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "PostgreSQL 15, 20.6.3 (wal_receiver_timeout)",
  breaks: (step) => stepHas(step, failover),
  find(facts) {
    const mostMs = borneMs(facts);
    if (mostMs === undefined) return [];
    return findAt(facts, "wal_receiver_timeout", (server) => {
      const value = saidBy(server, "wal_receiver_timeout");
      const timeoutMs = durationMs(value);
      if (!conninfoOf(server) || timeoutMs === undefined) return undefined;
      return timeoutMs === 0 || timeoutMs > mostMs ? { value, most: mostMs / 1000 } : undefined;
    });
  },
};
