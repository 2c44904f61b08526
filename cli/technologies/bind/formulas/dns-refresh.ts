import type { FormulaKind } from "../../../core/kinds/formula.ts";
import type { ZoneTimers } from "../readers/bind9.ts";
import { least, most, timedOf } from "../timers.ts";

/** BIND asks up to a quarter earlier than refresh says, in whole seconds (DNS_ZONE_JITTER_ADD). */
function earliestRefreshS({ refreshS }: ZoneTimers): number {
  return refreshS - Math.max(0, Math.floor(refreshS / 4) - 1);
}

/** From a secondary's question to the edit: all of them ask first, and zonestatus counts in seconds. */
const headStartS = 1.5;

export const kind: FormulaKind = {
  kind: "dns-refresh",
  about:
    "Pull: a secondary that hears no NOTIFY asks when its refresh timer ends (RFC 1035 3.3.13). Where the fault let the secondaries ask just before it (`after-refresh`), the whole wait lies ahead, and less is not possible.",
  bound(view, probe) {
    const zones = timedOf(view, probe, "secondary");
    if (typeof zones === "string") return zones;
    const refresh = most(zones, (zone) => zone.refreshS);
    const whole = view.step.fault?.["after-refresh"] !== undefined;
    const early = least(zones, earliestRefreshS);
    return {
      lo: whole ? Math.max(0, early - headStartS) : 0,
      hi: refresh,
      formula: whole ? "refresh-jitter-1.5 .. refresh" : "0 .. refresh",
      inputs: { refresh, ...(whole ? { jitter: refresh - early } : {}) },
      source: "RFC 1035 3.3.13 REFRESH, BIND 9.18 lib/dns/zone.c",
    };
  },
};
