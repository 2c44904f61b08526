import type { RuleKind } from "../../../core/kinds/rule.ts";
import { dynamicOf, foundIn, isOn, numberOf } from "../meaning/servers.ts";
import { isolatesLeader } from "../meaning/wanted.ts";
import { defaults } from "../readers/patroni.ts";

/** Patroni 3.0, ha.py, call_failsafe_member(): each member is asked twice, for 2 s. */
const askS = 4;

export const kind: RuleKind = {
  kind: "ttl-short",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "Patroni 3.0, Dynamic Configuration Settings: loop_wait + 2 * retry_timeout <= ttl",
  breaks: isolatesLeader,
  find: (facts) =>
    foundIn(facts, "bootstrap.dcs.ttl", (server) => {
      const ttl = numberOf(server, "ttl", defaults.ttl);
      const loop = numberOf(server, "loop_wait", defaults.loop_wait);
      const retry = numberOf(server, "retry_timeout", defaults.retry_timeout);
      const failsafe = isOn(dynamicOf(server, "failsafe_mode")) ? askS : 0;
      const least = loop + 2 * retry + failsafe;
      return ttl < least ? { ttl, loop, retry, failsafe, least } : undefined;
    }),
};
