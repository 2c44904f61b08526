import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { kind as corosync } from "../../readers/corosync.ts";
import { kind as members } from "./members-missing.ts";

export const kind: RuleKind = {
  kind: "no-quorum",
  severity: "error",
  rank: 66,
  needs: "node",
  follows: [
    ...(members.follows ?? []),
    "corosync/members-missing",
    "corosync/provider-missing",
    "corosync/expected-votes-wrong",
    "corosync/device-of-nobody",
    "corosync/device-unserved",
    "corosync/quorum-differs",
  ],
  source: "corosync-quorumtool(8); votequorum(5)",
  breaks: expectsAnything,
  find({ run }): readonly Found[] {
    if (!run || run.faults.length > 0) return [];
    return [...valuesOf(run, corosync)].flatMap(([node, value]): Found[] => {
      const { quorate, votes, quorum, expectedVotes: expected } = value;
      // Without a provider nobody counts.
      if (quorate || quorum === 0) return [];
      const text = `Quorate: No, Total votes: ${votes}, Quorum: ${quorum}`;
      return [{ where: [{ node, file: "", text }], args: { votes, quorum, expected } }];
    });
  },
};
