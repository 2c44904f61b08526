import type { RuleKind } from "../../../../core/kinds/rule.ts";
import {
  type Cluster,
  clustersOf,
  hasDevice,
  isOn,
  merged,
  numberAt,
  placeOfSection,
} from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

/** Both have a vote, and nothing says what one of two is. */
function isHelpless(cluster: Cluster): boolean {
  const { members } = cluster;
  return (
    members.length === 2 &&
    members.every(({ votes }) => votes === 1) &&
    numberAt(cluster, "quorum.expected_votes") !== 1 &&
    !hasDevice(cluster) &&
    !["two_node", "auto_tie_breaker", "last_man_standing"].some((key) =>
      isOn(cluster, `quorum.${key}`),
    )
  );
}

export const kind: RuleKind = {
  kind: "two-node-missing",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: [
    "corosync/provider-missing",
    "corosync/not-listed",
    "corosync/line-malformed",
    "corosync/key-unknown",
  ],
  source: "votequorum(5), two_node",
  breaks: losesMember,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(({ node }) => node.services.includes("pacemaker"))
        .filter(isHelpless)
        .map((cluster) => ({ where: [placeOfSection(cluster, "quorum")], args: {} })),
    ),
};
