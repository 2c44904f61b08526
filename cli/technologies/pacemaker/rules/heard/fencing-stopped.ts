import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, inFile, nearer, seenOf } from "../../meaning/seen.ts";

export const kind: RuleKind = {
  kind: "fencing-stopped",
  severity: "error",
  // After what says why a device does not start, before what waits for it.
  rank: 62,
  needs: "node",
  follows: [...nearer, ...inFile, "pacemaker/no-controller"],
  source: "crm_mon(8); Pacemaker Explained, Fencing",
  find: (facts) =>
    seenOf(facts).flatMap((seen): Found[] => {
      const idle = seen.values.resources.filter(
        ({ on, agent }) => on.length === 0 && agent.startsWith("stonith"),
      );
      if (idle.length === 0 || !seen.values.fencing) return [];
      const ids = allOf(idle.map(({ id }) => id));
      return [foundOn(seen, idle.map(({ id }) => `${id}: Stopped`).join(", "), { ids })];
    }),
};
