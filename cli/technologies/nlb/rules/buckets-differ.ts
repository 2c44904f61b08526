import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { hashesOf } from "../hash.ts";
import { serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "buckets-differ",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): it writes the numbers 0 to buckets - 1 into the set",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap(({ file, config, ruleset }) => {
      const [hash, ...more] = hashesOf(ruleset);
      const { value, line } = config.buckets;
      if (!hash || more.length > 0 || Number.isNaN(hash.mod) || hash.mod === value) return [];
      const own = placeIn(file, line || undefined);
      return [{ where: [hash.place, own], args: { mod: hash.mod, buckets: value } }];
    });
    return together(found);
  },
};
