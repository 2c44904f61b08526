import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {};
