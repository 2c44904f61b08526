import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged, nodeAt, placeOf, whoIs } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "address-of-another",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "corosync.conf(5), ringX_addr and name",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap((cluster) =>
        cluster.members.flatMap((member) =>
          member.addresses.flatMap((key): Found[] => {
            const [meant, has] = [whoIs(facts, member), nodeAt(facts, key.value)];
            if (!meant || !has || meant === has) return [];
            const right = allOf(meant.links.map(({ address }) => address));
            const args = { member: meant.name, address: key.value, other: has.name, right };
            return [{ where: [placeOf(cluster, key)], args }];
          }),
        ),
      ),
    ),
};
