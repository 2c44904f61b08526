import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["guest"], 2),
  rules: [
    "migration/board-differs",
    "migration/cpu-differs",
    "migration/disk-differs",
    "migration/memory-differs",
    "migration/mac-differs",
    "migration/disk-not-shared",
  ],
};
