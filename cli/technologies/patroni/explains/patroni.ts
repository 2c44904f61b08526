import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { patroniYml } from "../config/patroni-yml.ts";

const dynamic = "Patroni 3.0, Dynamic Configuration Settings";
const own = "Patroni 3.0, YAML Configuration Settings";

const directives: readonly Directive[] = [
  {
    name: "scope",
    does: "The cluster's name: the folder in etcd in which its members meet.",
    source: own,
  },
  { name: "name", does: "This member's name, which no other one of its cluster has.", source: own },
  {
    name: "connect_address",
    does: "Where others reach this node's REST API, or its PostgreSQL. It is written into etcd.",
    source: own,
  },
  {
    name: "ttl",
    does: "So long a leader's key lives since it was renewed; before that nobody else is promoted.",
    unit: "seconds",
    otherwise: "30",
    source: dynamic,
  },
  {
    name: "loop_wait",
    does: "How often each Patroni looks, and the leader renews its key.",
    unit: "seconds",
    otherwise: "10",
    source: dynamic,
  },
  {
    name: "retry_timeout",
    does: "So long etcd and PostgreSQL may fail to answer until a leader steps down.",
    unit: "seconds",
    otherwise: "10",
    source: dynamic,
  },
  {
    name: "maximum_lag_on_failover",
    does: "A replica that is further behind what the leader wrote last into etcd is not promoted.",
    unit: "bytes",
    otherwise: "1048576",
    source: dynamic,
  },
  {
    name: "synchronous_mode",
    does: "Commits wait for a standby that Patroni names, and nobody else is promoted. While there is none they wait for nobody.",
    otherwise: "off",
    source: dynamic,
  },
  {
    name: "synchronous_mode_strict",
    does: "Without a synchronous standby nobody can write.",
    otherwise: "off",
    source: dynamic,
  },
  {
    name: "synchronous_node_count",
    does: "For so many standbys commits wait; fewer when there are not as many.",
    otherwise: "1",
    source: dynamic,
  },
  {
    name: "failsafe_mode",
    does: "A leader that cannot reach etcd asks all members, and goes on if each of them hears it.",
    otherwise: "off",
    source: "Patroni 3.0, DCS Failsafe Mode",
  },
  {
    name: "use_pg_rewind",
    does: "A server whose history went on beside the leader's is taken back to where they parted.",
    otherwise: "off",
    source: dynamic,
  },
  {
    name: "remove_data_directory_on_diverged_timelines",
    does: "Such a server throws its data away, and copies the leader's.",
    otherwise: "off",
    source: own,
  },
];

export const kind: ExplainKind = {
  kind: "patroni",
  takes: (path) => path === patroniYml,
  hashComments: true,
  at(text, line) {
    const [, key] = /^\s*(?:- )?([a-z_]+):/.exec(text.split("\n")[line - 1] ?? "") ?? [];
    return directives.find(({ name }) => name === key);
  },
};
