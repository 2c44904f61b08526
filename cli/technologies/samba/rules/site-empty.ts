import { placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { firstSite, siteOf } from "../config/sites-ldif.ts";
import { controllersOf, numberOf, siteFileOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "site-empty",
  severity: "error",
  rank: 22,
  needs: "files",
  source:
    "MS-ADTS 6.1.1.2.2.2: who joins goes to the site of the longest subnet that has its address",
  breaks: (step) => stepHas(step, { checks: ["in-site"] }),
  find(facts) {
    const found = siteFileOf(facts);
    if (!found) return [];
    const { file, sites } = found;
    const placed = controllersOf(facts).map(({ node }) =>
      siteOf(sites, numberOf(node))?.toLowerCase(),
    );
    return sites.sites
      .filter(({ name }) => name !== firstSite && !placed.includes(name.toLowerCase()))
      .map(({ name, line }) => {
        const subnet = sites.subnets.find(({ site }) => site?.toLowerCase() === name.toLowerCase());
        return {
          where: [placeIn(file, subnet?.line ?? line)],
          args: { site: name, subnet: subnet?.name ?? "-" },
        };
      });
  },
};
