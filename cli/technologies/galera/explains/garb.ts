import type { ExplainKind } from "../../../core/kinds/rule.ts";
import { garbDirectives } from "../wording/directives.ts";

export const kind: ExplainKind = {
  kind: "garb",
  takes: (path) => path === "/etc/default/garb",
  hashComments: true,
  at(text, line) {
    const [, name] = /^(\w+)=/.exec(text.split("\n")[line - 1] ?? "") ?? [];
    return name === undefined ? undefined : garbDirectives.get(name);
  },
};
