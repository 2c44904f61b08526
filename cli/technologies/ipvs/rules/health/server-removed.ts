import { type Logged, stillBad } from "../../../../core/kinds/logged.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { loggedOn } from "../../../keepalived/logged.ts";
import { usesServices } from "../../world.ts";

/** Of check_daemon and ipwrapper.c, 2.2.7: group 1 is the real server. */
const good = /^Adding service (\S+) to VS /;
const bad = /^Removing service (\S+) from VS (\S+)/;

/** What its check said last before that: "HTTP status code error to [10.81.0.23]:tcp:80 url(/), status_code [404]." */
function reasonBefore(lines: readonly Logged[], line: Logged, server: string): string {
  const before = lines.slice(0, lines.indexOf(line)).filter(({ node }) => node === line.node);
  const said = before.findLast(
    ({ text }) => text.includes(server) && /fail|error|mismatch|timeout/i.test(text),
  );
  return said?.text ?? line.text;
}

export const kind: RuleKind = {
  kind: "server-removed",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 70,
  needs: "node",
  follows: ["ipvs/check-port-closed", "ipvs/check-asks-another"],
  source: "keepalived.conf(5), Real server(s)",
  breaks: usesServices,
  find(facts) {
    const lines = loggedOn(facts);
    return stillBad(lines, { bad, good }).map(({ line, match }): Found => {
      const [, server = "", service = ""] = match;
      const said = reasonBefore(lines, line, server);
      return { where: [line.place], args: { server, service, said } };
    });
  },
};
