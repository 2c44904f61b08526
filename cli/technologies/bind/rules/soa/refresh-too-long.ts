import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { copiesOf } from "../../config/copies.ts";
import { limitsOf } from "../../config/demands.ts";
import { listed, unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "refresh-too-long",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: unread,
  source: "RFC 1035 3.3.13 REFRESH",
  breaks: (step, { args }, facts) =>
    limitsOf(facts, "dns-refresh").some(
      (limit) => limit.step === step.id && Number(args["refresh"]) > limit.limitS,
    ),
  find(facts) {
    return limitsOf(facts, "dns-refresh").flatMap(({ zone, node, limitS }): Found[] => {
      const copies = copiesOf(facts).filter(
        ({ primary, saidRefreshS }) =>
          primary.name === zone && primary.server.node.name === node && saidRefreshS > limitS,
      );
      const [one] = copies;
      const place = one?.soa.at[1];
      if (!one || !place) return [];
      const secondaries = listed(copies.map(({ secondary }) => secondary.server.node.name));
      const args = {
        zone: one.primary.name,
        refresh: one.soa.refreshS,
        limit: limitS,
        secondaries,
      };
      return [{ where: [place], args }];
    });
  },
};
