import type { RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { differences } from "../settings.ts";

export const kind: RuleKind = {
  kind: "memory-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "QEMU documentation, Migration: both sides are started with the same memory",
  breaks: movesGuest,
  find: (facts) => differences(facts, "MEMORY"),
};
