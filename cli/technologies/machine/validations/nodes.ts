import { phrase } from "../../../core/kinds/phrase.ts";
import type { ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "nodes",
  applies: () => true,
  rules: ["machine/node-silent"],
  asks: true,
  seen: ({ asked }) => phrase`${asked?.answers.size ?? 0} answer`,
};
