import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundIn } from "../meaning/servers.ts";

/** Patroni 3.0.2, dcs/etcd3.py: range() reads what the nearest member has; _update_leader() writes the key of a new lease whoever has it. */
export const kind: RuleKind = {
  kind: "etcd3-takes-back",
  severity: "error",
  rank: 47,
  needs: "files",
  source: "Patroni 3.0.2, dcs/etcd3.py: range(), _update_leader()",
  find: (facts) =>
    foundIn(facts, "etcd3", ({ conf }) => (conf.get("etcd3") === undefined ? undefined : {})),
};
