import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "quorum",
  applies: runs(["corosync"]),
  rules: [
    "corosync/provider-missing",
    "corosync/expected-votes-wrong",
    "corosync/two-node-missing",
    "corosync/two-node-of-many",
    "corosync/wait-for-all-off",
    "corosync/quorum-differs",
    "corosync/device-excluded",
    "corosync/device-of-nobody",
    "corosync/device-unserved",
    "corosync/no-quorum",
  ],
};
