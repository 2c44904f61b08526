import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "keys",
  applies: runs(["bind9"]),
  rules: [
    "bind/key-differs",
    "bind/key-unknown",
    "bind/unsigned-transfer",
    "bind/trusts-addresses",
  ],
};
