import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { hostIn } from "../config/etcd-env.ts";
import { alike, isNode, placeOf, serversIn } from "../meaning/servers.ts";
import { comparesRows, losesLeader } from "../meaning/wanted.ts";

const paths = ["restapi.connect_address", "postgresql.connect_address"];

export const kind: RuleKind = {
  kind: "address-elsewhere",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Patroni 3.0, YAML Configuration Settings: connect_address",
  breaks: (step) => losesLeader(step) || comparesRows(step),
  find(facts): readonly Found[] {
    const all = serversIn(facts).flatMap((server) =>
      paths.flatMap((path) => {
        const value = server.conf.get(path)?.value;
        if (value === undefined || isNode(server.node, hostIn(String(value)))) return [];
        return [{ place: placeOf(server, path), args: { key: path, value: String(value) } }];
      }),
    );
    return alike(all);
  },
};
