import type { ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: ({ plan }) => plan.nodes.some(({ needs }) => needs.includes("ip_vs")),
  rules: [
    "ipvs/server-missing",
    "ipvs/service-missing",
    "ipvs/address-missing",
    "ipvs/address-on-card",
    "ipvs/address-takes-network",
  ],
};
