import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundIn, numberOf } from "../meaning/servers.ts";
import { isolatesLeader } from "../meaning/wanted.ts";
import { defaults } from "../readers/patroni.ts";

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
      const least = loop + 2 * retry;
      return ttl < least ? { ttl, loop, retry, least } : undefined;
    }),
};
