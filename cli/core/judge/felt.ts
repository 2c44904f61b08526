/** What users felt: by the lab's main probe, in a step by the one that the step asks. Pure. */
import { round } from "../base/numbers.ts";
import type { RunView } from "../journal/view.ts";
import { outagesIn, secondsOf } from "./outages.ts";
import type { Report, StepImpact } from "./report.ts";

/** What users felt is read from the first probe that sends requests. */
function mainProbe(run: RunView): string | undefined {
  return run.plan?.probes.find((probe) => probe.sends)?.name;
}

/** What a step did to users, from its fault (or the start of watching) to its end: of the probe that the step is about. */
export function impact(
  run: RunView,
  asked: string | undefined,
  fromNs: number,
  toNs: number,
): StepImpact | null {
  const sends = run.plan?.probes.some((probe) => probe.name === asked && probe.sends);
  const probe = sends ? asked : mainProbe(run);
  const series = probe === undefined ? undefined : run.series.get(probe);
  if (probe === undefined || !series) return null;
  const { sent, lost, failures } = series.tally(fromNs, toNs);
  const outages = outagesIn(series, { beganNs: fromNs, sinceNs: fromNs, untilNs: toNs });
  const how = Object.fromEntries(failures);
  return {
    probe,
    outage: round(secondsOf(outages)),
    sent,
    lost,
    ...(lost > 0 ? { how } : {}),
  };
}

/**
 * From the begin of the first step to the end of the last one: neither how the cluster came up, nor
 * what it did when everything was healed for good, is a drill.
 */
export function availability(run: RunView): Report["availability"] {
  const probe = mainProbe(run);
  const times = [...run.steps.values()];
  const fromNs = times[0]?.expectNs;
  const toNs = times.at(-1)?.doneNs ?? run.endNs;
  // A prober starts anew with its node.
  const all = (probe === undefined ? undefined : run.allSeries.get(probe)) ?? [];
  if (probe === undefined || all.length === 0 || fromNs === undefined) return null;
  const tallies = all.map((series) => series.tally(fromNs, toNs));
  const sent = tallies.reduce((sum, tally) => sum + tally.sent, 0);
  const lost = tallies.reduce((sum, tally) => sum + tally.lost, 0);
  const seconds = round((toNs - fromNs) / 1e9);
  return { probe, sent, lost, ratio: sent === 0 ? 0 : 1 - lost / sent, seconds };
}

/** How late the prober sent. */
export function prober(run: RunView): Report["prober"] {
  const probe = mainProbe(run);
  const all = (probe === undefined ? undefined : run.series.get(probe))?.latenesses() ?? [];
  if (all.length === 0) return null;
  const ms = (share: number) =>
    Math.round(all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0) / 1000;
  return { p50Ms: ms(0.5), p99Ms: ms(0.99), maxMs: ms(1) };
}
