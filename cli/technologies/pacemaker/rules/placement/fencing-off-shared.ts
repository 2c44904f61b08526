import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { sharedAgents } from "../../agents/table.ts";
import { isNo, placeOf, propertyOf, readable } from "../../meaning/config.ts";
import { lastPair, typeOf } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";

/** Made for many at a time, or of one node alone. */
const harmless: ReadonlySet<string> = new Set([
  "nfs",
  "nfs4",
  "cifs",
  "gfs2",
  "ocfs2",
  "glusterfs",
  "ceph",
  "tmpfs",
  "none",
  "bind",
]);

export const kind: RuleKind = {
  kind: "fencing-off-shared",
  severity: "warning",
  rank: 40,
  needs: "files",
  follows: unread,
  source: "Clusters from Scratch, Fencing; Pacemaker Explained, Cluster Options: stonith-enabled",
  find: (facts) =>
    readable(facts).flatMap((config): Found[] => {
      const enabled = propertyOf(config, "stonith-enabled");
      const shared = config.resources.find(
        (one) =>
          sharedAgents.has(typeOf(one)) &&
          !harmless.has(lastPair(one.params, "fstype")?.value ?? "") &&
          !lastPair(one.params, "options")?.value.includes("bind"),
      );
      if (!enabled || !isNo(enabled) || !shared) return [];
      return [
        {
          where: [placeOf(config, enabled.word), placeOf(config, shared.word)],
          args: { id: shared.id, agent: shared.agent?.value ?? "" },
        },
      ];
    }),
};
