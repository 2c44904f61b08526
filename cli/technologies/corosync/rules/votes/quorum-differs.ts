import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { differing } from "../../meaning/differing.ts";
import { groupsOf } from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

const keys = [
  "provider",
  "expected_votes",
  "two_node",
  "wait_for_all",
  "last_man_standing",
  "auto_tie_breaker",
  "auto_tie_breaker_node",
  "device.model",
  "device.votes",
  "device.net.host",
  "device.net.algorithm",
];

export const kind: RuleKind = {
  kind: "quorum-differs",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: [
    "corosync/line-malformed",
    "corosync/key-unknown",
    "corosync/provider-missing",
    "corosync/two-node-missing",
    "corosync/two-node-of-many",
    "corosync/expected-votes-wrong",
    "corosync/device-excluded",
    "corosync/device-of-nobody",
  ],
  source: "votequorum(5): the same on every node, or what it does is unpredictable",
  breaks: losesMember,
  find: (facts) =>
    groupsOf(facts).flatMap((group) => keys.flatMap((key) => differing(group, `quorum.${key}`))),
};
