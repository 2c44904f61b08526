import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, placeOfMember, valueAt } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "nodeid-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "corosync.conf(5), nodeid; totemconfig.c 3.1.7: knet needs one for the local node",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts)
        // Others make one of the address.
        .filter((cluster) => (valueAt(cluster, "totem.transport")?.value ?? "knet") === "knet")
        .flatMap((cluster) =>
          cluster.members
            .filter(({ id }) => !id)
            .map((member) => ({
              where: [placeOfMember(cluster, member)],
              args: { member: member.name?.value ?? member.addresses[0]?.value ?? "" },
            })),
        ),
    ),
};
