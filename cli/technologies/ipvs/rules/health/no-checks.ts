import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { askedIn, backendsOf, together, wordPlace } from "../../world.ts";

export const kind: RuleKind = {
  kind: "no-checks",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "keepalived.conf(5), real_server: without a checker it always counts as alive",
  breaks: (step) => stepHas(step, { formulas: ["server-down", "server-up"] }),
  find(facts) {
    const timed = facts.plan.steps.filter((step) => stepHas(step, { formulas: ["server-down"] }));
    const asked = ["impaired", "served-by", "outage"].flatMap((check) => askedIn(facts, check));
    const names = asked.filter(({ step }) => timed.includes(step)).map(({ name }) => name);
    const found = backendsOf(facts).flatMap(({ service, server }): Found[] => {
      if (server.checks.length > 0 || !names.includes(service.name)) return [];
      return [{ where: [wordPlace(service, server.at)], args: { service: service.name } }];
    });
    return together(found);
  },
};
