import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { hashesOf } from "../hash.ts";
import { serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "no-affinity",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "nft(8), hash expressions; a client's next connection has another source port",
  breaks: (step) => stepHas(step, { checks: ["affinity", "clients-hit"] }),
  find(facts) {
    const service = serviceOf(facts);
    const wanted = facts.plan.steps.some((step) => stepHas(step, { checks: ["affinity"] }));
    if (!service || !wanted) return [];
    const found = siteNodes(facts, service).flatMap(({ ruleset }) =>
      hashesOf(ruleset).flatMap(({ keys, place }) => {
        const port = keys.find((key) => key.endsWith(" sport"));
        return port === undefined
          ? []
          : [{ where: [place], args: { port, keys: keys.join(" . ") } }];
      }),
    );
    return together(found);
  },
};
