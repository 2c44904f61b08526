import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "fencing",
  applies: runs(["sbd"]),
  rules: [
    "sbd/no-watchdog",
    "sbd/msgwait-short",
    "sbd/stonith-timeout-short",
    "sbd/device-missing",
    "sbd/device-elsewhere",
    "sbd/both-shoot",
  ],
};
