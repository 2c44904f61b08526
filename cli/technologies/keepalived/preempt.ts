import type { Found, StepView } from "../../core/kinds/formula.ts";
import { agreed } from "./heard.ts";
import { skewS } from "./master-down.ts";
import { bestOf, inputs, rfc, worst } from "./routers.ts";
import type { Vrrp } from "./vrrp.ts";

/** The returning node of higher priority ignores the lesser master, until its own timer ends. */
export function preempt(view: StepView, probe: string): Found | string {
  const best = bestOf(view, probe);
  if (typeof best === "string") return best;
  return agreed(view, (as) => worst(best.map((one) => returnOf(as(one)))));
}

function returnOf(to: Vrrp): Found {
  const skew = skewS(to.version, to.priority, to.advertS);
  const startupS = to.startupDelayS ?? 0;
  const delays = [
    ...(to.preemptDelayS > 0 ? ["preempt_delay"] : []),
    ...(startupS > 0 ? ["vrrp_startup_delay"] : []),
  ];
  return {
    lo: 0,
    hi: to.downTimerAdverts * to.advertS + skew + to.preemptDelayS + startupS,
    formula: `0 .. ${[`${to.downTimerAdverts}A+skew`, ...delays].join("+")}`,
    inputs: inputs(to, to.advertS, skew),
    source: rfc(to.version),
  };
}
