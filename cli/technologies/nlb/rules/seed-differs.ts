import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel, disagreement, oddOf } from "../felt.ts";
import { hashesOf } from "../hash.ts";
import { serviceOf, siteNodes } from "../site.ts";

export const kind: RuleKind = {
  kind: "seed-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "nft(8), hash expressions",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const said = siteNodes(facts, service).flatMap(({ node, ruleset }) => {
      const [hash, ...more] = hashesOf(ruleset);
      if (!hash || more.length > 0 || hash.seed === undefined || Number.isNaN(hash.seed)) return [];
      return [{ node: node.name, value: `0x${hash.seed.toString(16)}`, place: hash.place }];
    });
    const odd = oddOf(said);
    return odd ? [disagreement(odd)] : [];
  },
};
