import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["haproxy"]),
  rules: ["haproxy/server-port-closed", "haproxy/server-down"],
};
