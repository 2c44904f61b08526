import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks } from "../agent/agents.ts";

/** Who looks at the process behind the number. */
const looks = /comm\b|cmdline|\/exe\b|\bpgrep\b|\bpidof\b|\bps\s|readlink|\bstat\b/;

export const kind: RuleKind = {
  kind: "pid-file-believed",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "OCF Resource Agent Developer's Guide, monitor; kill(2)",
  breaks: (step) => asks(step, ["status", "stop"]),
  find: (facts) =>
    actionRule(
      facts,
      "monitor",
      (text) => /kill\s+(?:-0|-s\s+0)\b/.test(text) && !looks.test(text),
    ),
};
