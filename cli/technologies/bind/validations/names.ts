import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["bind9"]),
  rules: [
    "bind/address-of-nobody",
    "bind/ns-without-address",
    "bind/no-ns",
    "bind/record-missing",
    "bind/zone-missing",
    "bind/two-primaries",
  ],
};
