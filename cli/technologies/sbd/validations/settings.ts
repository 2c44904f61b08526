import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["sbd"]),
  rules: ["sbd/disks-differ", "sbd/disk-of-nobody", "sbd/disk-is-all", "sbd/stays-fenced"],
};
