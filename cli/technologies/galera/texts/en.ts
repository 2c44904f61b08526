import type { Texts } from "../../../core/kinds/rule.ts";
import { clusterTexts } from "../wording/cluster.ts";
import { dataTexts } from "../wording/data.ts";

export const texts: Texts = { ...clusterTexts, ...dataTexts };
