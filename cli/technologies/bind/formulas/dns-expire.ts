import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { least, most, timedOf } from "../timers.ts";

export const kind: FormulaKind = {
  kind: "dns-expire",
  about:
    "How long a secondary answers without its primary: expire-refresh to expire (RFC 1035 3.3.13). Expire counts from the last time that the primary was heard, which was up to one refresh before the fault.",
  bound(view, probe) {
    const zones = timedOf(view, probe, "secondary");
    if (typeof zones === "string") return zones;
    const expire = most(zones, (zone) => zone.expireS);
    return {
      lo: Math.max(
        0,
        least(zones, (zone) => zone.expireS - zone.refreshS),
      ),
      hi: expire,
      formula: "expire-refresh .. expire",
      inputs: { expire, refresh: most(zones, (zone) => zone.refreshS) },
      source: "RFC 1035 3.3.13 EXPIRE",
    };
  },
};
