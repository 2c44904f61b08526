import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["corosync"]),
  rules: [
    "corosync/member-unknown",
    "corosync/nodeid-missing",
    "corosync/nodeid-twice",
    "corosync/nodelists-differ",
    "corosync/not-listed",
    "corosync/address-of-another",
    "corosync/address-of-nobody",
  ],
};
