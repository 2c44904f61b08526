import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["pacemaker"]),
  rules: [
    "pacemaker/node-unknown",
    "pacemaker/member-twice",
    "pacemaker/address-taken",
    "pacemaker/address-outside",
    "pacemaker/nic-unknown",
  ],
};
