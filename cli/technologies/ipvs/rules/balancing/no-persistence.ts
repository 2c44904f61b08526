import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { servicesOf } from "../../config/services.ts";
import { forgetting } from "../../schedulers.ts";
import { askedIn, asks, together, wordPlace } from "../../world.ts";

export const kind: RuleKind = {
  kind: "no-persistence",
  severity: "error",
  rank: 36,
  needs: "files",
  source: "ipvsadm(8), --persistent; keepalived.conf(5), persistence_timeout",
  breaks: (step, { args }, facts) =>
    asks(facts, step, { service: args["service"], checks: ["sticky"] }),
  find(facts) {
    const names = new Set(askedIn(facts, "sticky").map(({ name }) => name));
    const found = servicesOf(facts).flatMap((service): Found[] => {
      const { scheduler, persistenceS, name, servers } = service;
      const forgets = forgetting.includes(scheduler?.value ?? "");
      if (!names.has(name) || persistenceS || !forgets || servers.length < 2) return [];
      const where = [wordPlace(service, scheduler?.at ?? service.at)];
      return [{ where, args: { service: name, scheduler: scheduler?.value ?? "" } }];
    });
    return together(found);
  },
};
