import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "quorum",
  applies: runs(["nlb"]),
  rules: ["nlb/no-quorum", "nlb/quorum-too-large"],
};
