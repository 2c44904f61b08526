import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "quorum",
  applies: runs(["sentinel"]),
  rules: ["redis/quorum-of-one", "redis/quorum-too-high", "redis/sentinel-idle"],
};
