import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isNo, placeOf, propertyOf, readable } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";
import { movesResources } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "fencing-unused",
  severity: "error",
  rank: 33,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Cluster Options: stonith-enabled",
  breaks: movesResources,
  find: (facts) =>
    readable(facts).flatMap((config): Found[] => {
      const enabled = propertyOf(config, "stonith-enabled");
      const device = config.resources.find(({ agent }) => agent?.value.startsWith("stonith:"));
      if (!enabled || !isNo(enabled) || !device) return [];
      const where = [placeOf(config, enabled.word), placeOf(config, device.word)];
      return [{ where, args: { device: device.id } }];
    }),
};
