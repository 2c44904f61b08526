import { placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { firstSite } from "../config/sites-ldif.ts";
import { siteFileOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "site-unlinked",
  severity: "error",
  rank: 20,
  needs: "files",
  source:
    "MS-ADTS 6.2.2.3: the KCC connects sites along site links; DEFAULTIPSITELINK has the first site alone",
  breaks: (step) => stepHas(step, { checks: ["inbound-connections", "replicated-within"] }),
  find(facts) {
    const found = siteFileOf(facts);
    if (!found) return [];
    const { file, sites } = found;
    const linked = new Set(sites.linked.map(({ name }) => name.toLowerCase()));
    return sites.sites
      .filter(({ name }) => name !== firstSite && !linked.has(name.toLowerCase()))
      .map(({ name, line }) => ({ where: [placeIn(file, line)], args: { site: name } }));
  },
};
