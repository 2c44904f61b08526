import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks } from "../agent/agents.ts";

/** Loops that end when it serves, and at nothing else. */
function isEndless(text: string): boolean {
  const loops = [
    ...text.matchAll(/\b(?:until\b|while\s+!)([^\n;]*)[\n;]\s*do\b([\s\S]*?)\bdone\b/g),
  ];
  return loops.some(([, asked = "", body = ""]) => {
    const counts = /\[|\(\(|-lt|-le|-gt|-ge|timeout/.test(asked);
    return !counts && !/\b(?:return|exit|break)\b/.test(body);
  });
}

export const kind: RuleKind = {
  kind: "start-waits-for-ever",
  severity: "error",
  rank: 34,
  needs: "files",
  source: "OCF Resource Agent Developer's Guide, start",
  breaks: (step) => asks(step, ["start"]),
  find: (facts) => actionRule(facts, "start", isEndless),
};
