/** What the rules about Redis's own log say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const logTexts: Texts = {
  "sync-fails": {
    title: "{node} does not get its master's data",
    because: "Redis of {node} said so last: {said}",
    see: "halab exec {lab} {node} -- redis-cli info replication",
    hints: [
      "Which master does {node} ask, and what does it get for an answer?",
      "Connection refused: nobody listens there for others (bind, protected-mode); NOAUTH or WRONGPASS: masterauth.",
      "Mend replicaof, masterauth, or the master's bind, and look for `master_link_status:up`.",
    ],
    why: "A replica that gets nothing is no copy: when the master dies there is nothing to take over from.",
    example: "Error condition on socket for SYNC: Connection refused",
  },
};
