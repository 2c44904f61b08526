import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { givenAway, givenBy } from "../../config/open-zones.ts";
import { unread } from "../../config/said.ts";

export const kind: RuleKind = {
  kind: "transfer-open",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, allow-transfer",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find: (facts) => givenBy(givenAway(facts).filter(({ peer }) => !peer)),
};
