import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["nlb"]),
  rules: ["nlb/buckets-differ", "nlb/port-differs", "nlb/seed-differs", "nlb/mac-differs"],
};
