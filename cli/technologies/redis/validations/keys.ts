import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "keys",
  applies: runs(["redis", "sentinel"]),
  rules: ["redis/passwords-differ", "redis/protected-mode"],
};
