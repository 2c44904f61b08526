import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { membersIn } from "../config/etcd-env.ts";
import { oddOnes, serversIn } from "../meaning/servers.ts";
import { expectsAnything } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "etcd-differs",
  severity: "error",
  rank: 22,
  needs: "files",
  follows: ["patroni/etcd-few"],
  source: "etcd 3.4, Clustering Guide: initial-cluster",
  breaks: expectsAnything,
  find(facts) {
    const all = serversIn(facts).flatMap(({ etcd }) => {
      const said = etcd?.vars.get("ETCD_INITIAL_CLUSTER");
      if (!etcd || !said) return [];
      return [{ value: membersIn(said.value).join(", "), place: placeIn(etcd.file, said.line) }];
    });
    return oddOnes(all).map(({ odd, most }) => ({
      where: [...odd, ...most].map(({ place }) => place),
      args: {
        members: odd[0]?.value ?? "",
        others: most.map(({ place }) => place.node).join(", "),
        theirs: most[0]?.value ?? "",
      },
    }));
  },
};
