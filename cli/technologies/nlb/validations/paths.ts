import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["nlb"]),
  rules: ["nlb/hears-nobody", "nlb/deaf-to-multicast"],
};
