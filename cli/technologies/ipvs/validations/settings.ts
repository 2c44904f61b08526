import type { ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: ({ plan }) => plan.nodes.some(({ needs }) => needs.includes("ip_vs")),
  rules: ["ipvs/services-differ", "ipvs/weights-differ", "ipvs/sync-differs", "ipvs/wrong-method"],
};
