import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { hypervisorsOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "disk-not-shared",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "QEMU documentation, Migration: the disk is one that both sides reach",
  breaks: movesGuest,
  find(facts) {
    const all = hypervisorsOf(facts).filter(({ certain }) => certain);
    const moves = facts.plan.steps.some(movesGuest);
    if (all.length < 2 || !moves) return [];
    return all.flatMap(({ settings }): Found[] => {
      const disk = settings.get("DISK");
      return disk?.value.startsWith("/")
        ? [{ where: [disk.place], args: { disk: disk.value } }]
        : [];
    });
  },
};
