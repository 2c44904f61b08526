import type { Texts } from "../../../core/kinds/rule.ts";
import { clientTexts } from "../wording/de/clients.ts";
import { controllerTexts } from "../wording/de/controllers.ts";
import { roleTexts } from "../wording/de/roles.ts";
import { siteTexts } from "../wording/de/sites.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = { ...clientTexts, ...controllerTexts, ...roleTexts, ...siteTexts };
