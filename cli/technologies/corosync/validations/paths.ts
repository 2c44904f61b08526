import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["corosync"]),
  rules: ["corosync/packets-refused", "corosync/link-down", "corosync/members-missing"],
};
