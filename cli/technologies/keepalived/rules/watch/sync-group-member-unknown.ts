import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { configsOf, placeOf } from "../../config/config.ts";
import { suggestion, unread } from "../../config/places.ts";
import { syncGroupsOf } from "../../config/sync-groups.ts";
import { blocksOf } from "../../config/tree.ts";

/** Of one group: more of them tell nothing new. */
const most = 10;

export const kind: RuleKind = {
  kind: "sync-group-member-unknown",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): vrrp_sync_group",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track", "vrrp-crash"] }),
  find: (facts) =>
    configsOf(facts).flatMap((config) => {
      if (config.unsure) return [];
      const known = blocksOf(config, "vrrp_instance").flatMap(
        ({ args: [name] }) => name?.value ?? [],
      );
      return syncGroupsOf(config).flatMap((group) =>
        group.members
          .filter(({ value }) => !known.includes(value))
          .slice(0, most)
          .map((member) => ({
            where: [placeOf(config, member)],
            args: {
              ...{ member: member.value, group: group.name },
              advice: suggestion(member.value, known),
            },
          })),
      );
    }),
};
