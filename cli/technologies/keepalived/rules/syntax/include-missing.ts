import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { configsOf, placeOf } from "../../config/config.ts";

export const kind: RuleKind = {
  kind: "include-missing",
  severity: "warning",
  rank: 10,
  needs: "files",
  source: "keepalived.conf(5), Include files",
  find: (facts) =>
    configsOf(facts).flatMap((config) =>
      config.missing
        // A pattern may match nothing today; and what lies elsewhere may have come with a package.
        .filter(
          ({ pattern, at }) => !/[*?[{]/.test(at.value) && pattern.startsWith("/etc/keepalived/"),
        )
        .map(({ pattern, at }) => ({ where: [placeOf(config, at)], args: { path: pattern } })),
    ),
};
