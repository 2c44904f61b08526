import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["pacemaker"]),
  rules: [
    "pacemaker/files-differ",
    "pacemaker/no-controller",
    "pacemaker/two-controllers",
    "pacemaker/node-standby",
    "pacemaker/standby-from-start",
  ],
};
