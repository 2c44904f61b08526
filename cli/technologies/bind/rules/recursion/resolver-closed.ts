import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Closed, closedQuestions } from "../../config/access.ts";
import { checksProbe } from "../../config/demands.ts";
import { listed, places, unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "resolver-closed",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, allow-recursion, allow-query-cache, allow-query",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    const cause = ({ question, says }: Closed) => `${question.server.node.name} ${says}`;
    return [...Map.groupBy(closedQuestions(facts), cause).values()].flatMap((all): Found[] => {
      const [one] = all;
      if (!one) return [];
      const addresses = all.map(({ question: { from } }) =>
        [24, 16, 8, 0].map((shift) => (from >>> shift) & 255).join("."),
      );
      const args = {
        resolver: one.question.server.node.name,
        client: one.question.client,
        clients: listed(addresses),
        says: one.says,
        name: one.question.name,
        probes: all.map(({ question }) => question.probe).join(" "),
      };
      return [{ where: places(all.map(({ place }) => place)), args }];
    });
  },
};
