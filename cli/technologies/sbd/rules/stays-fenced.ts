import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { merged, watchersOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "stays-fenced",
  severity: "warning",
  rank: 45,
  needs: "files",
  source: "sbd(8): -S, SBD_STARTMODE",
  breaks: ({ mended }) => mended.length > 0,
  find: (facts) =>
    merged(
      watchersOf(facts).flatMap(({ settings }): Found[] => {
        const mode = settings.get("SBD_STARTMODE");
        return mode?.value === "clean" ? [{ where: [mode.place], args: {} }] : [];
      }),
    ),
};
