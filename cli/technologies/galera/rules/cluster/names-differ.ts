import { type Found, type Place, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { arbitersOf, membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

interface Named {
  readonly node: string;
  readonly name: string;
  readonly place: Place;
}

export const kind: RuleKind = {
  kind: "names-differ",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "Galera Cluster documentation, wsrep_cluster_name; garbd(8)",
  breaks: expectsAnything,
  find(facts): readonly Found[] {
    const members = membersOf(facts).map(
      (member): Named => ({
        node: member.node.name,
        name: settingOf(member, "wsrep_cluster_name") ?? "my_wsrep_cluster",
        place: placeOf(member, "wsrep_cluster_name"),
      }),
    );
    const arbiters = arbitersOf(facts).map(
      ({ node, file, group, line }): Named => ({
        ...{ node: node.name, name: group ?? "" },
        place: placeIn(file, line("GALERA_GROUP")),
      }),
    );
    const byName = Map.groupBy([...members, ...arbiters], ({ name }) => name);
    const sorted = [...byName.values()].toSorted((a, b) => b.length - a.length);
    const [most, ...odd] = sorted;
    return odd.map((all) => ({
      where: [...all, ...(most ?? [])].map(({ place }) => place),
      args: {
        name: all[0]?.name ?? "",
        other: most?.[0]?.name ?? "",
        others: (most ?? []).map(({ node }) => node).join(", "),
      },
    }));
  },
};
