import type { RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { differences } from "../settings.ts";

export const kind: RuleKind = {
  kind: "cpu-differs",
  severity: "error",
  rank: 22,
  needs: "files",
  source: "QEMU documentation, CPU models: a guest keeps the features that it found at its start",
  breaks: movesGuest,
  // With hardware help both are all that the processor has.
  find: (facts) => differences(facts, "CPU", (cpu) => (cpu === "host" ? "max" : cpu)),
};
