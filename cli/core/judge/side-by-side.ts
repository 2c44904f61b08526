/** What one fault did to the users of several probes at the same time. */

import type { Series } from "../journal/series.ts";
import { type RunView, stepView } from "../journal/view.ts";
import { calmNs, decidedNs } from "../kinds/check.ts";
import { round } from "./bounds.ts";
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
    const view = stepView(run, step, "hold");
    if (!view) return [];
    const users = probes.map(({ probe }) =>
      impactOn(run.series.get(probe), view.sinceNs, decidedNs(view, probe)),
    );
    return [{ step: step.id, users }];
  });
  return { probes, steps };
}

/** From the fault's effect to its healing, or as long as the step watched. */
function impactOn(series: Series | undefined, sinceNs: number, untilNs: number): UserImpact | null {
  const { sent, lost } = series?.tally(sinceNs, untilNs) ?? { sent: 0, lost: 0 };
  if (!series || sent === 0) return null;
  let last: number | undefined;
  let waitedUs = 0;
  for (const row of series.between(sinceNs, untilNs)) {
    if (row[4] !== "ok") last = series.dueNs(row) + series.intervalNs;
    else waitedUs = Math.max(waitedUs, row[3] - row[1]);
  }
  const longest = Math.max(0, ...series.gaps(sinceNs, untilNs).map((gap) => gap.toNs - gap.fromNs));
  return {
    sent,
    lost,
    outage: round(longest / 1e9),
    lostFor: last === undefined ? 0 : round((last - sinceNs) / 1e9),
    goesOn: last !== undefined && untilNs - last < lastNs,
    longestWait: round(waitedUs / 1e6),
  };
}
