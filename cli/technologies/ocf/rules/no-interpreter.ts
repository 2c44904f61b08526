import type { RuleKind } from "../../../core/kinds/rule.ts";
import { agentsOf, foundAt } from "../agent/agents.ts";

/** Of the image of nodes with Pacemaker. */
const known =
  /^#!\s*(?:(?:\/usr)?\/bin\/(?:sh|bash|dash|python3|perl|awk|gawk|mawk)|\/usr\/bin\/env(?:\s+-S)?\s+(?:sh|bash|dash|python3|perl))(?:\s|$)/;

/** What an editor of another system leaves at a line's end belongs to the interpreter's name. */
const first = (text: string) =>
  text.slice(0, text.indexOf("\n") < 0 ? undefined : text.indexOf("\n"));

export const kind: RuleKind = {
  kind: "no-interpreter",
  severity: "error",
  rank: 5,
  needs: "files",
  covers: true,
  source: "execve(2): interpreter scripts",
  breaks: () => true,
  find: (facts) =>
    agentsOf(facts).flatMap(({ text, files }) => {
      const line = first(text);
      if (known.test(line) && !line.endsWith("\r")) return [];
      return [foundAt(files, 1, { line: line.trim() })];
    }),
};
