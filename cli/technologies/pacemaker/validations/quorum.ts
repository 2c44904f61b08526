import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "quorum",
  applies: runs(["pacemaker"]),
  rules: ["pacemaker/quorum-ignored"],
};
