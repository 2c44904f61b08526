import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "quorum",
  applies: runs(["cpg"]),
  rules: ["cpg/no-quorum-asked", "cpg/minority-sends"],
};
