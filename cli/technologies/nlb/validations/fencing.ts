import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "fencing",
  applies: runs(["nlb"]),
  rules: ["nlb/no-fencing", "nlb/short-lease", "nlb/long-lease", "nlb/lease-not-renewed"],
};
