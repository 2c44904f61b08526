import type { RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { hashesOf } from "../hash.ts";
import { serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "seed-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "nft(8), hash expressions; Linux net/netfilter/nft_hash.c (autogen_seed)",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const nodes = siteNodes(facts, service);
    const found = nodes.flatMap(({ ruleset }) =>
      hashesOf(ruleset).filter(({ seed }) => seed === undefined),
    );
    if (nodes.length < 2) return [];
    return together(found.map(({ place }) => ({ where: [place], args: {} })));
  },
};
