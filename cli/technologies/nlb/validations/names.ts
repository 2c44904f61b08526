import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["nlb"]),
  rules: ["nlb/address-missing", "nlb/same-id"],
};
