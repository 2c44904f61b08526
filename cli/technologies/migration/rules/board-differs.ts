import type { RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { differences } from "../settings.ts";

/** q35 is the newest pc-q35-N, pc the newest pc-i440fx-N: which one that is, no file says. */
function board(machine: string): string {
  const [type = ""] = machine.split(",");
  if (type.includes("q35")) return "q35";
  return type === "pc" || type.includes("i440fx") ? "pc" : type;
}

export const kind: RuleKind = {
  kind: "board-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "QEMU documentation, Migration: both sides have the same machine type",
  breaks: movesGuest,
  find: (facts) => differences(facts, "MACHINE", board),
};
