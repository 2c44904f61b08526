import type { ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: ({ plan }) => plan.nodes.some(({ needs }) => needs.includes("ip_vs")),
  rules: [
    "ipvs/check-port-closed",
    "ipvs/server-removed",
    "ipvs/forwarding-off",
    "ipvs/default-route-not-director",
    "ipvs/strict-filter",
  ],
};
