import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import {
  clustersOf,
  hasDevice,
  merged,
  numberAt,
  placeOf,
  valueAt,
} from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

const quorumOf = (votes: number) => Math.floor(votes / 2) + 1;

export const kind: RuleKind = {
  kind: "expected-votes-wrong",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "votequorum(5), expected_votes",
  breaks: losesMember,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster): Found[] => {
        const key = valueAt(cluster, "quorum.expected_votes");
        const expected = numberAt(cluster, "quorum.expected_votes");
        const device = numberAt(cluster, "quorum.device.votes") ?? 0;
        // How many a device without a number has is its model's to say.
        const isKnown = !hasDevice(cluster) || device > 0;
        const votes = cluster.members.reduce((sum, member) => sum + member.votes, device);
        if (!key || expected === undefined || !isKnown || cluster.members.length === 0) return [];
        if (expected === votes) return [];
        const args = { expected, votes, quorum: quorumOf(expected), right: quorumOf(votes) };
        return [{ where: [placeOf(cluster, key)], args }];
      }),
    ),
};
