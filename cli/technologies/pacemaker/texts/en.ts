import type { Texts } from "../../../core/kinds/rule.ts";
import { heardTexts } from "../wording/heard.ts";
import { nameTexts } from "../wording/names.ts";
import { operationTexts } from "../wording/operations.ts";
import { placementTexts } from "../wording/placement.ts";
import { syntaxTexts } from "../wording/syntax.ts";

export const texts: Texts = {
  ...syntaxTexts,
  ...nameTexts,
  ...placementTexts,
  ...operationTexts,
  ...heardTexts,
};
