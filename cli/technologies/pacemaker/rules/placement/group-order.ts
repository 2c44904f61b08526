import type { Found } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { addressAgents, servers } from "../../agents/table.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { typeOf } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";

export const kind = eachCluster({
  kind: "group-order",
  severity: "warning",
  rank: 45,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Groups: members start in the order in which they are listed",
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.resources
        .filter(({ kind: is }) => is === "group")
        .flatMap(({ id, members }): Found[] => {
          const types = members.map(({ value }) => {
            const one = config.byId.get(value);
            return one ? typeOf(one) : "";
          });
          const server = types.findIndex((type) => servers.has(type));
          const address = types.findLastIndex((type) => addressAgents.has(type));
          const [late, early] = [members[address], members[server]];
          // With an address before it as well, it has one to begin with.
          const isFirst = types.findIndex((type) => addressAgents.has(type)) > server;
          if (server < 0 || !late || !early || !isFirst) return [];
          return [foundAt(config, early, { group: id, server: early.value, address: late.value })];
        }),
    ),
});
