import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["keepalived"]),
  rules: [
    "keepalived/address-lists-differ",
    "keepalived/address-not-in-subnet",
    "keepalived/unicast-source-not-mine",
    "keepalived/peer-missing",
    "keepalived/vrid-taken",
    "keepalived/interface-unknown",
    "keepalived/prefix-missing",
    "keepalived/prefix-too-wide",
    "keepalived/asked-address-missing",
  ],
};
