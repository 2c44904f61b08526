import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["cpg"]),
  rules: ["cpg/groups-differ", "cpg/rates-differ"],
};
