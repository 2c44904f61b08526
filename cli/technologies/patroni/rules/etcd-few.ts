import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { membersIn } from "../config/etcd-env.ts";
import { alike, serversIn } from "../meaning/servers.ts";
import { losesLeader } from "../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "etcd-few",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "etcd 3.4, FAQ: What is failure tolerance?",
  breaks: losesLeader,
  find(facts): readonly Found[] {
    const all = serversIn(facts).flatMap(({ etcd }) => {
      const said = etcd?.vars.get("ETCD_INITIAL_CLUSTER");
      const members = said ? membersIn(said.value) : [];
      if (!etcd || !said || members.length === 0 || members.length > 2) return [];
      return [
        {
          place: placeIn(etcd.file, said.line),
          args: { members: members.join(", ") },
        },
      ];
    });
    return alike(all);
  },
};
