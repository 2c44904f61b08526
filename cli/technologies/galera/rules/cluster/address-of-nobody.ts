import {
  type Facts,
  type Found,
  type Place,
  placeIn,
  type RuleKind,
} from "../../../../core/kinds/rule.ts";
import {
  arbitersOf,
  hostsIn,
  hostsOf,
  membersOf,
  nodeAt,
  placeOf,
  settingOf,
} from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

interface Listed {
  readonly place: Place;
  readonly hosts: readonly string[];
}

function listsOf(facts: Facts): readonly Listed[] {
  const members = membersOf(facts).map(
    (member): Listed => ({
      place: placeOf(member, "wsrep_cluster_address"),
      hosts: hostsIn(settingOf(member, "wsrep_cluster_address") ?? "") ?? [],
    }),
  );
  const arbiters = arbitersOf(facts).map(
    ({ file, nodes, line }): Listed => ({
      place: placeIn(file, line("GALERA_NODES")),
      hosts: hostsOf(nodes ?? ""),
    }),
  );
  return [...members, ...arbiters];
}

export const kind: RuleKind = {
  kind: "address-of-nobody",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Galera Cluster documentation, wsrep_cluster_address",
  breaks: expectsAnything,
  find(facts): readonly Found[] {
    const wrong = listsOf(facts).flatMap(({ place, hosts }) =>
      hosts
        .filter((host) => {
          const node = nodeAt(facts, host);
          return !node?.services.some((service) => service === "mariadb" || service === "garbd");
        })
        .map((host) => ({ host, place })),
    );
    return [...Map.groupBy(wrong, ({ host }) => host)].map(([host, all]) => ({
      where: all.map(({ place }) => place),
      args: { host },
    }));
  },
};
