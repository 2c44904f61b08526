import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { listenerOn } from "../../listeners.ts";
import { backendsOf, together, wordPlace } from "../../world.ts";

export const kind: RuleKind = {
  kind: "check-asks-another",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "keepalived.conf(5), connect_port",
  breaks: (step) =>
    stepHas(step, { faults: ["kill", "stop", "hang"] }) &&
    stepHas(step, { formulas: ["server-down"] }),
  find(facts) {
    const found = backendsOf(facts).flatMap(({ service, server, node }): Found[] => {
      const serves = listenerOn(node, server.port, facts);
      if (!serves || server.checks.length === 0) return [];
      const asked = server.checks.map(({ port }) => listenerOn(node, port.value, facts));
      const [check] = server.checks;
      const other = asked[0];
      // One check of the right service is enough.
      if (!check || !other || asked.some((one) => !one || one === serves)) return [];
      const args = { port: check.port.value, other, serves };
      return [{ where: [wordPlace(service, check.port.at)], args }];
    });
    return together(found);
  },
};
