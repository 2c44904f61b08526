import { phrase } from "../../../core/kinds/phrase.ts";
import type { ValidationKind } from "../../../core/kinds/validation.ts";
import { programsOf } from "../programs.ts";

export const kind: ValidationKind = {
  kind: "versions",
  applies: ({ nodes }) => nodes.some(({ services }) => services.length > 0),
  rules: ["service/versions-differ"],
  asks: true,
  seen: (facts) => phrase`${programsOf(facts).length} programs`,
};
