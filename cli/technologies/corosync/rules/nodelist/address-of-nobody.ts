import { allOf } from "../../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, nodeAt, placeOf, whoIs } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "address-of-nobody",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: ["corosync/member-unknown"],
  source: "corosync.conf(5), ringX_addr",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster) =>
        cluster.members.flatMap((member) =>
          member.addresses
            .filter(({ value }) => !nodeAt(facts, value))
            .map((key) => {
              const own = whoIs(facts, member)?.links.map(({ address }) => address) ?? [];
              const args = { address: key.value, key: key.name, right: allOf(own) };
              const member_ = member.name?.value ?? "";
              return { where: [placeOf(cluster, key)], args: { ...args, member: member_ } };
            }),
        ),
      ),
    ),
};
