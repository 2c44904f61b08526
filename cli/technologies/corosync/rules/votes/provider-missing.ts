import { phrase } from "../../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOf, placeOfSection, valueAt } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "provider-missing",
  severity: "error",
  rank: 21,
  needs: "files",
  follows: ["corosync/line-malformed", "corosync/key-unknown"],
  source: "corosync.conf(5), quorum: provider; votequorum(5)",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts)
        // Who needs no quorum needs nobody who counts.
        .filter(({ node, conf }) => node.services.includes("pacemaker") && !conf.trouble)
        .map((cluster) => ({ cluster, key: valueAt(cluster, "quorum.provider") }))
        .filter(({ key }) => key?.value !== "corosync_votequorum")
        .map(({ cluster, key }) => ({
          where: [key ? placeOf(cluster, key) : placeOfSection(cluster, "quorum")],
          args: { provider: key?.value ?? phrase`nobody` },
        })),
    ),
};
