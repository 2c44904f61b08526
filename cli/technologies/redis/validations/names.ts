import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["redis", "sentinel"]),
  rules: [
    "redis/replica-of-nobody",
    "redis/no-replica",
    "redis/master-is-replica",
    "redis/sentinels-differ",
    "redis/master-by-name",
    "redis/bind-unreachable",
  ],
};
