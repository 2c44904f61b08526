import type { Texts } from "../../../core/kinds/rule.ts";
import { leaseTexts } from "../wording/de/leases.ts";
import { memberTexts } from "../wording/de/members.ts";

export const texts: Texts = { ...leaseTexts, ...memberTexts };
