import { foundIn, type Logs, loggedBy, stillBad, syslog } from "../../../../core/kinds/logged.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { inFile, nearer } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

const logs: Logs = {
  service: "pacemaker",
  file: syslog,
  mark: /pacemaker-controld\[\d+\]:\s+(?:error|warning|notice): /,
  begins: /^Starting Pacemaker controller/,
};

/** log_executor_event() of controld_execd.c, 2.1.5. A monitor that finds nothing running is no failed action. */
const good = /^Result of ((?:start|stop|promote|demote) operation for \S+)(?: on \S+)?: ok$/;
const bad =
  /^Result of ((?:start|stop|promote|demote) operation for \S+)(?: on \S+)?: (?!ok$|cancelled)(.+)$/i;

export const kind: RuleKind = {
  kind: "action-fails",
  severity: "error",
  rank: 61,
  needs: "node",
  follows: [...nearer, ...inFile],
  source: "Pacemaker Explained, Resource Operations; OCF Resource Agents, exit codes",
  breaks: expectsAnything,
  find: (facts) =>
    stillBad(loggedBy(facts, logs), { bad, good })
      .map(foundIn)
      .map((found): Found => {
        const [, action = "", id = ""] =
          /^(\w+) operation for (\S+)$/.exec(String(found.args["thing"])) ?? [];
        return { ...found, args: { action, id, said: found.args["said"] ?? "" } };
      }),
};
