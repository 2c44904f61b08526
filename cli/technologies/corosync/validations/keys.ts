import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "keys",
  applies: runs(["corosync"]),
  rules: ["corosync/key-differs", "corosync/key-missing", "corosync/key-short"],
};
