import type { Found, StepView } from "../../core/kinds/formula.ts";
import { agreed } from "./heard.ts";
import { skewS } from "./master-down.ts";
import { bestOf, inputs, rfc, worst } from "./routers.ts";
import type { Vrrp } from "./vrrp.ts";

/**
 * The returning node of higher priority ignores the lesser master, until its own timer ends. A preempt_delay begins when it
 * hears that one for the first time, up to an interval after its start; until the delay is over, each advertisement begins its
 * timer anew (keepalived.conf(5), measured: 5.98 s at A = 1 s and a delay of 2 s).
 */
export function preempt(view: StepView, probe: string): Found | string {
  const best = bestOf(view, probe);
  if (typeof best === "string") return best;
  return agreed(view, (as) => worst(best.map((one) => returnOf(as(one)))));
}

function returnOf(to: Vrrp): Found {
  const skew = skewS(to.version, to.priority, to.advertS);
  const startupS = to.startupDelayS ?? 0;
  const delayS = to.preemptDelayS > 0 ? to.preemptDelayS + to.advertS : 0;
  const delays = [
    ...(delayS > 0 ? ["A+preempt_delay"] : []),
    ...(startupS > 0 ? ["vrrp_startup_delay"] : []),
  ];
  return {
    lo: 0,
    hi: to.downTimerAdverts * to.advertS + skew + delayS + startupS,
    formula: `0 .. ${[`${to.downTimerAdverts}A+skew`, ...delays].join("+")}`,
    inputs: inputs(to, to.advertS, skew),
    source: rfc(to.version),
  };
}
