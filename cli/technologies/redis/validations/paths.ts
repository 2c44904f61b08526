import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["redis", "sentinel"]),
  rules: ["redis/sync-fails"],
};
