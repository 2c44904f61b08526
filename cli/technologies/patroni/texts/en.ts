import type { Texts } from "../../../core/kinds/rule.ts";
import { leaseTexts } from "../wording/leases.ts";
import { memberTexts } from "../wording/members.ts";

export const texts: Texts = { ...leaseTexts, ...memberTexts };
