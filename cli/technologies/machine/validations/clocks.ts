import { phrase } from "../../../core/kinds/phrase.ts";
import type { ValidationKind } from "../../../core/kinds/validation.ts";
import { widestMs } from "../clocks.ts";

export const kind: ValidationKind = {
  kind: "clocks",
  applies: ({ nodes }) => nodes.length > 1,
  rules: ["machine/clocks-differ", "machine/clocks-far-apart"],
  asks: true,
  seen: (facts) => phrase`at most ${widestMs(facts)} ms apart`,
};
