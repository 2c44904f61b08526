import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { servicesOf } from "../../config/services.ts";
import { unweighing } from "../../schedulers.ts";
import { askedIn, asks, together, wordPlace } from "../../world.ts";

function isUneven(servers: unknown): boolean {
  if (typeof servers !== "object" || servers === null) return false;
  return new Set(Object.values(servers)).size > 1;
}

export const kind: RuleKind = {
  kind: "scheduler-ignores-weights",
  severity: "error",
  rank: 34,
  needs: "files",
  source: "ipvsadm(8), scheduling methods",
  breaks: (step, { args }, facts) =>
    asks(facts, step, { service: args["service"], checks: ["balance"] }),
  find(facts) {
    const uneven = askedIn(facts, "balance").filter(({ spec }) => isUneven(spec["servers"]));
    const found = uneven.flatMap(({ name }) =>
      servicesOf(facts)
        .filter((service) => service.name === name)
        .flatMap((service): Found[] => {
          const { scheduler } = service;
          if (!scheduler || !unweighing.includes(scheduler.value)) return [];
          const args = { service: name, scheduler: scheduler.value };
          return [{ where: [wordPlace(service, scheduler.at)], args }];
        }),
    );
    return together(found);
  },
};
