import type { RuleKind } from "../../../core/kinds/rule.ts";
import { actionRule, asks, asksService, startOf } from "../agent/agents.ts";

/** Something that tells whether it runs. */
const looks =
  /\b(?:monitor|status|running|lives|is_\w+|\w*_(?:monitor|status|running))\b|\bpgrep\b|\bpidof\b|kill\s+-0/;

export const kind: RuleKind = {
  kind: "start-looks-not-first",
  severity: "error",
  rank: 33,
  needs: "files",
  source: "OCF Resource Agent API 1.1, 2.5: start of a resource that runs is a success",
  breaks: (step) => asks(step, ["start"]),
  find: (facts) =>
    actionRule(facts, "start", (text) => {
      const before = text.slice(0, Math.max(0, startOf(text)));
      return startOf(text) >= 0 && !looks.test(before) && !asksService(before);
    }),
};
