import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { defaults } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf } from "../../meaning/members.ts";

export const kind: RuleKind = {
  kind: "brake-late",
  severity: "error",
  rank: 49,
  needs: "files",
  source:
    "Galera Cluster documentation, Flow Control: gcs.fc_limit; gcs/src/gcs.cpp _set_fc_limits()",
  breaks: (step) => step.fault?.["fault"] === "galera-slow",
  find(facts): readonly Found[] {
    const bounds = facts.plan.steps
      .filter(({ fault }) => fault?.["fault"] === "galera-slow")
      .flatMap(({ expect }) => expect)
      .flatMap((spec) =>
        spec["check"] === "lag" ? Number(spec["transactions"] ?? Number.NaN) : [],
      )
      .filter(Number.isFinite);
    const [bound] = bounds.toSorted((a, b) => a - b);
    const members = membersOf(facts);
    if (bound === undefined) return [];
    return foundAt(members, (member) => {
      const value = Number(member.provider.get("gcs.fc_limit")?.value ?? defaults.fcLimit);
      const limit = Math.round(value * Math.sqrt(members.length));
      if (!(limit > bound)) return undefined;
      return {
        place: placeOf(member, "wsrep_provider_options"),
        args: { value, limit, bound },
      };
    });
  },
};
