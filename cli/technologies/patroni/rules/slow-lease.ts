import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundIn, numberOf } from "../meaning/servers.ts";
import { limitOf, losesLeader } from "../meaning/wanted.ts";
import { defaults } from "../readers/patroni.ts";

export const kind: RuleKind = {
  kind: "slow-lease",
  severity: "error",
  rank: 46,
  needs: "files",
  source: "Patroni 3.0, Dynamic Configuration Settings: ttl, loop_wait",
  breaks: losesLeader,
  find(facts) {
    const limit = limitOf(facts.plan.steps, losesLeader);
    if (limit === undefined) return [];
    return foundIn(facts, "bootstrap.dcs.ttl", (server) => {
      const ttl = numberOf(server, "ttl", defaults.ttl);
      const loop = numberOf(server, "loop_wait", defaults.loop_wait);
      return ttl > limit ? { ttl, loop, limit } : undefined;
    });
  },
};
