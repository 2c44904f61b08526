import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["haproxy"]),
  rules: [
    "haproxy/server-nowhere",
    "haproxy/server-missing",
    "haproxy/server-twice",
    "haproxy/bind-address-not-here",
    "haproxy/peer-not-here",
  ],
};
