import type { Texts } from "../../../core/kinds/rule.ts";
import { clusterTexts } from "../wording/de/cluster.ts";
import { dataTexts } from "../wording/de/data.ts";

export const texts: Texts = { ...clusterTexts, ...dataTexts };
