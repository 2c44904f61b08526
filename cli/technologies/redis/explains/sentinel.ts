import type { ExplainKind } from "../../../core/kinds/rule.ts";
import { sentinelDirectives } from "../wording/directives.ts";
import { explained } from "./redis.ts";

export const kind: ExplainKind = {
  kind: "sentinel",
  takes: (path) => /^\/etc\/redis\/.*sentinel.*\.conf$/.test(path),
  at: (text, line) => explained(sentinelDirectives, text, line),
};
