import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, Place, RuleKind } from "../../../../core/kinds/rule.ts";
import {
  type Cluster,
  groupsOf,
  type Member,
  placeOf,
  placeOfMember,
  placeOfSection,
} from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

interface Said {
  readonly text: string;
  readonly place: Place;
}

/** What a cluster says of the member with a name or an address: id and addresses. */
function saidOf(cluster: Cluster, member: Member): Said {
  const keys = [member.id, ...member.addresses].flatMap((key) => key ?? []);
  const text = keys.map(({ name, value }) => `${name} ${value}`).join(", ");
  const [first] = keys;
  return { text, place: first ? placeOf(cluster, first) : placeOfMember(cluster, member) };
}

const keyOf = ({ name, id }: Member) => name?.value ?? `nodeid ${id?.value ?? ""}`;

/** By member: what each node's file says of it. */
function sayings(clusters: readonly Cluster[]): ReadonlyMap<string, readonly Said[]> {
  const names = new Set(clusters.flatMap(({ members }) => members.map(keyOf)));
  return new Map(
    [...names].map((name) => [
      name,
      clusters.map((cluster): Said => {
        const member = cluster.members.find((one) => keyOf(one) === name);
        if (member) return saidOf(cluster, member);
        return { text: "", place: placeOfSection(cluster, "nodelist") };
      }),
    ]),
  );
}

/** The rarer saying is where the edit belongs. */
function foundOf([member, all]: readonly [string, readonly Said[]]): readonly Found[] {
  const groups = [...Map.groupBy(all, ({ text }) => text)].sort(
    ([, a], [, b]) => a.length - b.length,
  );
  const [rare, often] = [groups[0], groups.at(-1)];
  if (!rare || !often || rare === often) return [];
  const said = (text: string) => (text === "" ? phrase`nothing` : text);
  return [
    {
      where: [
        ...rare[1].map(({ place }) => place),
        ...often[1].slice(0, 1).map(({ place }) => place),
      ],
      args: { member, own: said(rare[0]), other: said(often[0]) },
    },
  ];
}

export const kind: RuleKind = {
  kind: "nodelists-differ",
  severity: "error",
  rank: 28,
  needs: "files",
  follows: [
    "corosync/nodeid-twice",
    "corosync/address-of-nobody",
    "corosync/address-of-another",
    "corosync/member-unknown",
    "corosync/nodeid-missing",
    "corosync/line-malformed",
    "corosync/not-listed",
    "corosync/key-unknown",
  ],
  source: "corosync.conf(5), nodelist: the same on every node",
  breaks: expectsAnything,
  find: (facts) => groupsOf(facts).flatMap((group) => [...sayings(group)].flatMap(foundOf)),
};
