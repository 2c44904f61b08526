import type { RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { differences } from "../settings.ts";

export const kind: RuleKind = {
  kind: "mac-differs",
  severity: "warning",
  rank: 30,
  needs: "files",
  source: "QEMU documentation, Migration: devices are the same on both sides",
  breaks: movesGuest,
  find: (facts) => differences(facts, "MAC", (mac) => mac.toLowerCase()),
};
