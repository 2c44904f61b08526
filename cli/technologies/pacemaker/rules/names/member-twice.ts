import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "member-twice",
  severity: "error",
  rank: 12,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Groups; crmsh 4.4.1, cibconfig.py",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) => {
      const members = config.resources.flatMap(({ id: by, members: all }) =>
        all.map((word) => ({ by, word })),
      );
      return [...Map.groupBy(members, ({ word }) => word.value)]
        .filter(([, all]) => all.length > 1)
        .map(([id, all]): Found => {
          const [first, second] = all;
          return {
            where: all.toReversed().map(({ word }) => placeOf(config, word)),
            args: { id, one: first?.by ?? "", other: second?.by ?? "" },
          };
        });
    }),
};
