import { foundIn, type Logs, loggedBy, stillBad } from "../../../core/kinds/logged.ts";
import type { RuleKind } from "../../../core/kinds/rule.ts";
import { isFailover } from "../meaning/sentinels.ts";

const logs: Logs = {
  service: "redis",
  file: "/var/log/halab/redis-server.log",
  mark: /^\d+:[A-Z] .*? [.\-*#] /,
  begins: /Redis is starting/,
};

/** Of replication.c, 7.0. A store has one master, so no name tells them apart. */
const good =
  /^()(?:MASTER <-> REPLICA sync: Finished with success|Successful partial resync|MASTER MODE enabled)/;
const bad =
  /^()((?:Error condition on socket for SYNC|Error reply to PING from master|Unexpected reply to PSYNC from master|Unable to AUTH to MASTER|Unable to connect to MASTER|MASTER aborted replication|Timeout connecting to the MASTER).*)$/;

export const kind: RuleKind = {
  kind: "sync-fails",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 70,
  needs: "node",
  follows: [
    "redis/passwords-differ",
    "redis/bind-unreachable",
    "redis/protected-mode",
    "redis/replica-of-nobody",
    "service/not-running",
  ],
  source: "Redis documentation, Redis replication",
  breaks: isFailover,
  find: (facts) => stillBad(loggedBy(facts, logs), { bad, good }).map(foundIn),
};
