import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { givenAway, givenBy } from "../../config/open-zones.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "trusts-addresses",
  severity: "error",
  rank: 31,
  needs: "files",
  follows: [...unread, "bind/transfer-open"],
  source: "RFC 8945 1; BIND 9.18 ARM, allow-transfer",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find(facts) {
    const all = givenAway(facts);
    const open = all.filter(({ peer }) => !peer).map(({ server }) => server);
    return givenBy(all.filter(({ peer, server }) => peer && !open.includes(server)));
  },
};
