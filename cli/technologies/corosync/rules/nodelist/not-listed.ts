import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, nodeAt, placeOfSection } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Neither by its name nor by an address: Corosync finds itself by either. */
export const kind: RuleKind = {
  kind: "not-listed",
  severity: "error",
  rank: 22,
  needs: "files",
  follows: ["corosync/member-unknown", "corosync/address-of-nobody", "corosync/key-unknown"],
  source: "corosync.conf(5), nodelist; totemconfig.c 3.1.7, find_local_node()",
  breaks: expectsAnything,
  find: (facts) =>
    clustersOf(facts)
      .filter(({ conf }) => !conf.trouble)
      .flatMap((cluster): readonly Found[] => {
        const { node, members, file } = cluster;
        const isOwn = members.some(
          ({ name, addresses }) =>
            name?.value === node.name ||
            addresses.some(({ value }) => nodeAt(facts, value) === node),
        );
        if (isOwn || members.length === 0) return [];
        const where = [placeOfSection(cluster, "nodelist")];
        // The nodes that list it, so that both sides are seen.
        const others = clustersOf(facts)
          .filter((other) => other.members.some(({ name }) => name?.value === node.name))
          .map((other) => placeIn(other.file, other.members[0]?.section.line));
        const args = { address: node.links[0]?.address ?? "", path: file.path };
        return [{ where: [...where, ...others], args }];
      }),
};
