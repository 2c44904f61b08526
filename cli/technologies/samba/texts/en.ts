import type { Texts } from "../../../core/kinds/rule.ts";
import { clientTexts } from "../wording/clients.ts";
import { controllerTexts } from "../wording/controllers.ts";
import { roleTexts } from "../wording/roles.ts";
import { siteTexts } from "../wording/sites.ts";

export const texts: Texts = { ...clientTexts, ...controllerTexts, ...roleTexts, ...siteTexts };
