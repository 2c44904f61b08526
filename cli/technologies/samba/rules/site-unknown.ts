import { placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { firstSite } from "../config/sites-ldif.ts";
import { siteFileOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "site-unknown",
  severity: "error",
  rank: 12,
  needs: "files",
  source: "MS-ADTS 6.1.1.2.2: siteObject and siteList name objects that are there",
  breaks: (step) => stepHas(step, { checks: ["in-site", "inbound-connections"] }),
  find(facts) {
    const found = siteFileOf(facts);
    if (!found) return [];
    const { file, sites } = found;
    const known = [firstSite, ...sites.sites.map(({ name }) => name)].map((name) =>
      name.toLowerCase(),
    );
    const named = [
      ...sites.linked,
      ...sites.subnets.flatMap(({ site, line }) =>
        site === undefined ? [] : [{ name: site, line }],
      ),
    ];
    return named
      .filter(({ name }) => !known.includes(name.toLowerCase()))
      .map(({ name, line }) => ({ where: [placeIn(file, line)], args: { site: name } }));
  },
};
