import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { defaults, sizeBytes } from "../../config/provider-options.ts";
import { foundAt } from "../../meaning/found.ts";
import { membersOf, placeOf } from "../../meaning/members.ts";
import { comesAfter } from "../../meaning/wanted.ts";

const mib = 2 ** 20;

export const kind: RuleKind = {
  kind: "cache-small",
  severity: "error",
  rank: 46,
  needs: "files",
  source: "Galera Cluster documentation, State Transfers: write-set cache (gcache.size)",
  breaks: (step, _, facts) => comesAfter(step, "galera-away", facts),
  find(facts): readonly Found[] {
    const written = Math.max(
      0,
      ...facts.plan.steps
        .filter(({ fault }) => fault?.["fault"] === "galera-away")
        .map(({ fault }) => Number(fault?.["mib"] ?? 0)),
    );
    return foundAt(membersOf(facts), (member) => {
      const size =
        sizeBytes(member.provider.get("gcache.size")?.value ?? "") ?? defaults.gcacheBytes;
      if (size >= written * mib) return undefined;
      return {
        place: placeOf(member, "wsrep_provider_options"),
        args: { size: Math.round((size / mib) * 10) / 10, written },
      };
    });
  },
};
