import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOf, placeOfSection, valueAt } from "../../meaning/members.ts";
import { timersOf } from "../../meaning/timers.ts";
import { limitOf, losesMember } from "../../meaning/wanted.ts";

const round = (value: number) => Math.round(value * 100) / 100;

export const kind: RuleKind = {
  kind: "loss-too-slow",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "corosync.conf(5): token, token_coefficient, consensus",
  breaks: losesMember,
  find(facts): readonly Found[] {
    const limit = limitOf(facts.plan.steps.filter(losesMember));
    if (limit === undefined) return [];
    return merged(
      clustersOf(facts).flatMap((cluster): Found[] => {
        const { tokenS, consensusS } = timersOf(cluster);
        if (tokenS + consensusS <= limit) return [];
        const key = valueAt(cluster, "totem.consensus") ?? valueAt(cluster, "totem.token");
        const seconds = round(tokenS + consensusS);
        const said = key ? "" : phrase` (nobody says, so token is 3000)`;
        return [
          {
            where: [key ? placeOf(cluster, key) : placeOfSection(cluster, "totem")],
            args: { token: round(tokenS), consensus: round(consensusS), seconds, limit, said },
          },
        ];
      }),
    );
  },
};
