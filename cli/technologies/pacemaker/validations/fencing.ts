import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "fencing",
  applies: runs(["pacemaker"]),
  rules: [
    "pacemaker/fencing-off-shared",
    "pacemaker/fencing-without-device",
    "pacemaker/fencing-unused",
    "pacemaker/fencing-forgets-node",
    "pacemaker/fencing-stopped",
    "pacemaker/node-unclean",
  ],
};
