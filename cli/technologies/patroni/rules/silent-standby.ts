import type { RuleKind } from "../../../core/kinds/rule.ts";
import { dynamicOf, foundIn, isOn, parameterOf } from "../meaning/servers.ts";
import { limitOf, losesStandby } from "../meaning/wanted.ts";

/** Of a time of PostgreSQL's (20.1.1), in seconds; milliseconds where no unit is said. */
const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600 };
function secondsOf(value: string): number | undefined {
  const [, number, unit = "ms"] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h)?$/.exec(value.trim()) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

export const kind: RuleKind = {
  kind: "silent-standby",
  severity: "error",
  rank: 49,
  needs: "files",
  source: "PostgreSQL 15, 20.6.1: wal_sender_timeout",
  breaks: losesStandby,
  find(facts) {
    const limit = limitOf(facts.plan.steps, losesStandby);
    if (limit === undefined) return [];
    return foundIn(facts, "bootstrap.dcs.postgresql.parameters.wal_sender_timeout", (server) => {
      const timeout = secondsOf(parameterOf(server, "wal_sender_timeout") ?? "60s");
      if (timeout === undefined || !isOn(dynamicOf(server, "synchronous_mode"))) return undefined;
      // Zero is none at all.
      return timeout !== 0 && timeout <= limit ? undefined : { timeout, limit };
    });
  },
};
