import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "keys",
  applies: runs(["keepalived"], 2),
  rules: ["keepalived/auth-differs", "keepalived/auth-too-long"],
};
