import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { unread } from "../../config/places.ts";
import { firstOf } from "../../logged.ts";

/** notify.c (2.2.7), with enable_script_security. */
const unsafe = [/^Unsafe permissions found for script '([^']*)' - disabling/];

export const kind: RuleKind = {
  kind: "script-disabled",
  severity: "error",
  rank: 40,
  needs: "node",
  follows: [...unread, "keepalived/script-missing", "keepalived/script-not-executable"],
  source: "keepalived.conf(5): enable_script_security",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: (facts) =>
    firstOf(facts, unsafe).map(({ line, match }) => ({
      where: [line.place],
      args: { path: match[1] ?? "", said: line.text },
    })),
};
