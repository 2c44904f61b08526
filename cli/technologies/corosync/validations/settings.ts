import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["corosync"]),
  rules: [
    "corosync/totem-differs",
    "corosync/consensus-too-short",
    "corosync/ping-outlives-token",
    "corosync/loss-too-slow",
    "corosync/line-malformed",
    "corosync/number-wrong",
    "corosync/key-unknown",
  ],
};
