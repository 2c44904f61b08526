import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { defaults, periodS } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { type Member, membersOf, placeOf } from "../../meaning/members.ts";
import { limitOf, losesMember } from "../../meaning/wanted.ts";

function secondsOf({ provider }: Member, name: string, otherwise: number): number {
  return periodS(provider.get(name)?.value ?? "") ?? otherwise;
}

export const kind: RuleKind = {
  kind: "loss-too-slow",
  severity: "error",
  rank: 48,
  needs: "files",
  source:
    "Galera Cluster documentation, Galera Parameters: evs.suspect_timeout; gcomm/src/evs_proto.cpp",
  breaks: losesMember,
  find(facts): readonly Found[] {
    const limit = limitOf(facts.plan.steps);
    if (limit === undefined) return [];
    return foundAt(membersOf(facts), (member) => {
      const suspect = secondsOf(member, "evs.suspect_timeout", defaults.suspectS);
      const check = secondsOf(member, "evs.inactive_check_period", defaults.checkS);
      const retrans = secondsOf(member, "evs.join_retrans_period", defaults.joinRetransS);
      const seconds = Math.round((suspect + 2 * check + retrans) * 10) / 10;
      if (seconds <= limit) return undefined;
      return {
        place: placeOf(member, "wsrep_provider_options"),
        args: { suspect, seconds, limit },
      };
    });
  },
};
