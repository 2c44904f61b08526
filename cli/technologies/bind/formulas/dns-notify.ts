import type { FormulaKind } from "../../../core/kinds/formula.ts";
import { most, timedOf } from "../timers.ts";

export const kind: FormulaKind = {
  kind: "dns-notify",
  about:
    "Push: how long a change waits until it is told to the secondaries. Its first NOTIFY goes out at once, the next one notify-delay after the last.",
  bound(view, probe) {
    const zones = timedOf(view, probe, "primary");
    if (typeof zones === "string") return zones;
    const delay = most(zones, (zone) => zone.notifyDelayS);
    return {
      lo: 0,
      hi: delay,
      formula: "0 .. notify-delay",
      inputs: { "notify-delay": delay },
      source: "BIND 9.18 ARM, notify-delay",
    };
  },
};
