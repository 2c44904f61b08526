/** What one fault did to the users of several probes at the same time. */

import { round } from "../base/numbers.ts";
import type { Series } from "../journal/series.ts";
import type { RunView } from "../journal/view.ts";
import { beganNs, stepView } from "../kinds/formula.ts";
import { calmNs, decidedNs } from "./evidence.ts";
import { outagesIn, secondsOf, type Window } from "./outages.ts";
import type { SideBySide, UserImpact } from "./report.ts";

/** A trouble of which there is one this shortly before the fault is healed has not passed. */
const lastNs = 2 * calmNs;

/** Step by step, the users of the probes that the lab compares; undefined: it compares none. */
export function sideBySide(run: RunView): SideBySide | undefined {
  const { plan } = run;
  if (!plan?.compare) return undefined;
  const probes = plan.compare.map((probe) => ({
    probe,
    label: plan.probes.find(({ name }) => name === probe)?.label ?? probe,
  }));
  const steps = plan.steps.flatMap((step) => {
    const view = stepView(run, step, "expect", { formulas: new Map(), readers: new Map() });
    if (!view) return [];
    const users = probes.map(({ probe }) =>
      impactOn(run.series.get(probe), {
        beganNs: beganNs(view),
        sinceNs: view.sinceNs,
        untilNs: decidedNs(view, probe),
      }),
    );
    return [{ step: step.id, users }];
  });
  return { probes, steps };
}

/** From the fault's effect to its healing, or as long as the step watched. */
function impactOn(series: Series | undefined, within: Window): UserImpact | null {
  const { sinceNs, untilNs } = within;
  const { sent, lost } = series?.tally(sinceNs, untilNs) ?? { sent: 0, lost: 0 };
  if (!series || sent === 0) return null;
  let last: number | undefined;
  let waitedUs = 0;
  for (const row of series.between(sinceNs, untilNs)) {
    if (row[4] !== "ok") last = series.dueNs(row) + series.intervalNs;
    else waitedUs = Math.max(waitedUs, row[3] - row[1]);
  }
  return {
    sent,
    lost,
    outage: round(secondsOf(outagesIn(series, within))),
    lostFor: last === undefined ? 0 : round((Math.min(last, untilNs) - sinceNs) / 1e9),
    goesOn: last !== undefined && untilNs - last < lastNs,
    longestWait: round(waitedUs / 1e6),
  };
}
