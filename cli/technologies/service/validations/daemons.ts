import type { ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "daemons",
  applies: ({ nodes }) => nodes.some(({ services }) => services.length > 0),
  rules: ["service/refuses", "service/not-running", "service/daemon-warns"],
  asks: true,
};
