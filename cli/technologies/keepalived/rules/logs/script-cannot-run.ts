import { phrase } from "../../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { unread } from "../../config/places.ts";
import { firstOf } from "../../logged.ts";

/** The exit codes of who cannot execute (126) or find (127) a command. */
const failed = [/^VRRP_Script\(([^)]*)\) failed \(exited with status (126|127)\)/];

export const kind: RuleKind = {
  kind: "script-cannot-run",
  severity: "error",
  rank: 40,
  needs: "node",
  follows: [
    ...unread,
    "keepalived/script-missing",
    "keepalived/script-not-executable",
    "keepalived/script-needs-shell",
  ],
  source: "keepalived.conf(5), VRRP script(s): script; sh(1): EXIT STATUS",
  breaks: (step) => stepHas(step, { checks: ["owners"], formulas: ["vrrp-track"] }),
  find: (facts) =>
    firstOf(facts, failed).map(({ line, match }) => ({
      where: [line.place],
      args: {
        name: match[1] ?? "",
        status: match[2] ?? "",
        what: match[2] === "126" ? phrase`may not be executed` : phrase`was not found`,
      },
    })),
};
