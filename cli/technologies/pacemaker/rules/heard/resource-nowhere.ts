import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, inFile, nearer, seenOf } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "resource-nowhere",
  severity: "error",
  // Everything else says more of why.
  rank: 85,
  needs: "node",
  follows: [
    ...nearer,
    ...inFile,
    ...["action-fails", "failures-reached", "resource-stuck", "node-unclean", "node-standby"].map(
      (name) => `pacemaker/${name}`,
    ),
    "pacemaker/no-controller",
    "pacemaker/moved-by-hand",
  ],
  source: "crm_mon(8); crm_simulate(8)",
  breaks: expectsAnything,
  find: (facts) =>
    seenOf(facts).flatMap((seen): Found[] => {
      const idle = seen.values.resources.filter(
        ({ on, agent }) => on.length === 0 && !agent.startsWith("stonith"),
      );
      if (idle.length === 0) return [];
      const ids = allOf(idle.map(({ id }) => id));
      return [foundOn(seen, idle.map(({ id }) => `${id}: Stopped`).join(", "), { ids })];
    }),
};
