import { allOf } from "../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, runningNodes } from "../../../core/kinds/rule.ts";
import { managedIn, merged } from "../configured.ts";

/** Of the service `lock` (templates/migration/vm/services/lock). */
const port = "10811";

export const kind: RuleKind = {
  kind: "lock-elsewhere",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "halab-guest (templates/migration): LOCK=HOST:PORT",
  breaks: ({ expect, mended }) => expect.length + mended.length > 0,
  find(facts) {
    const keepers = runningNodes(facts, "lock").map(({ name, links }) => [
      ...links.map(({ address }) => `${address}:${port}`),
      `${name}:${port}`,
    ]);
    const known = keepers.flat();
    if (known.length === 0) return [];
    return merged(
      managedIn(facts).flatMap(({ settings }): Found[] => {
        const lock = settings.get("LOCK");
        if (!lock || ["", "none", ...known].includes(lock.value)) return [];
        const right = allOf(keepers.flatMap(([first]) => first ?? []));
        return [{ where: [lock.place], args: { value: lock.value, right } }];
      }),
    );
  },
};
