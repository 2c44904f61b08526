/** Samples of request probes, merged until they can be drawn. */
import type { Outcome } from "../../core/journal/events.ts";
import type { Series as ProbeSeries } from "../../core/journal/series.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { Interval, PlanView } from "../words.ts";

/** A stretch in which one server answered, or in which requests failed. */
interface StripRun extends Interval {
  readonly outcome: Outcome;
  /** The server that answered; "" for failures and for servers that do not say who they are. */
  readonly server: string;
  /** Of the requests due in this stretch, how many failed: 0 for a stretch of answers, else > 0. */
  readonly failedShare: number;
}

export interface Strip {
  readonly probe: string;
  readonly label: string;
  /** Who answered, in the order of first answers within the whole run. */
  readonly servers: readonly string[];
  readonly runs: readonly StripRun[];
  /** Requests due in the window, and how many of them failed. */
  readonly sent: number;
  readonly failed: number;
}

export interface StripOptions {
  readonly window: Interval;
  readonly bins: number;
}

/** One request: when it was due, in seconds since the run's start. */
export interface Sample {
  readonly due: number;
  readonly outcome: Outcome;
  readonly server: string;
}

/** All requests of one probe. */
export interface Series {
  readonly probe: string;
  readonly intervalS: number;
  readonly samples: readonly Sample[];
}

interface Bin {
  sent: number;
  failed: number;
  outcome: Outcome;
  readonly servers: Set<string>;
}

/** The samples by probe, as they were answered. A probe that was started again goes on in the same series. */
export function seriesOf(view: RunView): readonly Series[] {
  return [...view.allSeries].flatMap(([probe, parts]) => {
    const samples = parts.flatMap((part) => samplesOf(part, view.startNs));
    const last = parts.at(-1);
    if (!last || samples.length === 0) return [];
    return [{ probe, intervalS: last.intervalNs / 1e9, samples }];
  });
}

function samplesOf(part: ProbeSeries, startNs: number): Sample[] {
  const t0 = (part.t0 - startNs) / 1e9;
  return [...part.rows()]
    .sort((a, b) => a[3] - b[3])
    .map((row) => ({ due: t0 + row[1] / 1e6, outcome: row[4], server: row[5] }));
}

/** A strip for every probe that sent requests. */
export function strips(view: RunView, options: StripOptions): readonly Strip[] {
  return seriesOf(view).map((series) => stripOf(series, options, view.plan));
}

function stripOf(
  series: Series,
  { window, bins }: StripOptions,
  plan: PlanView | undefined,
): Strip {
  const span = window.to - window.from;
  const interval = Math.max(series.intervalS, 1e-6);
  // Whole intervals, so that every bin of a working probe holds equally many requests.
  const width = interval * Math.max(1, Math.ceil(span / bins / interval));
  const servers = [...new Set(series.samples.filter(isOk).map((sample) => sample.server))];
  const within = series.samples.filter((s) => s.due >= window.from && s.due < window.to);
  const binned = fillBins(within, window.from, width);
  // With k servers in turn, one of them is silent for k intervals; weights make it longer.
  const bridge = Math.max(2, Math.ceil((4 * servers.length * interval) / width));
  const place = (from: number, to: number): Interval => ({
    from: window.from + from * width,
    to: Math.min(window.to, window.from + to * width),
  });
  const answered = servers.flatMap((server) =>
    answeredRuns(binned, server, bridge).map((run) => ({
      ...place(run.from, run.to),
      outcome: "ok" as const,
      server,
      failedShare: 0,
    })),
  );
  const failures = failedRuns(binned).map((run) => ({ ...run, ...place(run.from, run.to) }));
  return {
    probe: series.probe,
    label: plan?.probes.find((probe) => probe.name === series.probe)?.label ?? series.probe,
    servers,
    runs: [...answered, ...failures],
    sent: within.length,
    failed: within.filter((sample) => !isOk(sample)).length,
  };
}

function isOk(sample: Sample): boolean {
  return sample.outcome === "ok";
}

function fillBins(samples: readonly Sample[], from: number, width: number): Map<number, Bin> {
  const bins = new Map<number, Bin>();
  for (const sample of samples) {
    // Due times sit on the edges of bins; a millionth of a bin keeps rounding from moving them.
    const index = Math.floor((sample.due - from) / width + 1e-6);
    const bin = bins.get(index) ?? { sent: 0, failed: 0, outcome: "ok", servers: new Set() };
    bin.sent += 1;
    if (isOk(sample)) bin.servers.add(sample.server);
    else {
      bin.failed += 1;
      bin.outcome = sample.outcome;
    }
    bins.set(index, bin);
  }
  return bins;
}

/** In bins: where a server answered. A gap up to `bridge` is closed unless all requests failed in it. */
function answeredRuns(bins: Map<number, Bin>, server: string, bridge: number): Interval[] {
  const runs: { from: number; to: number }[] = [];
  let broken = false;
  for (const [index, bin] of [...bins].sort(byIndex)) {
    const last = runs.at(-1);
    if (!bin.servers.has(server)) {
      broken ||= bin.failed === bin.sent;
    } else {
      if (last && !broken && index - last.to <= bridge) last.to = index + 1;
      else runs.push({ from: index, to: index + 1 });
      broken = false;
    }
  }
  return runs;
}

/** In bins: where requests failed, merged while the share (in tenths) and the outcome stay. */
function failedRuns(bins: Map<number, Bin>): StripRun[] {
  const runs: StripRun[] = [];
  for (const [index, bin] of [...bins].sort(byIndex)) {
    if (bin.failed === 0) continue;
    const failedShare = Math.max(0.1, Math.round((bin.failed / bin.sent) * 10) / 10);
    const last = runs.at(-1);
    if (last?.to === index && last.failedShare === failedShare && last.outcome === bin.outcome) {
      runs[runs.length - 1] = { ...last, to: index + 1 };
    } else {
      runs.push({ from: index, to: index + 1, outcome: bin.outcome, server: "", failedShare });
    }
  }
  return runs;
}

function byIndex(a: readonly [number, Bin], b: readonly [number, Bin]): number {
  return a[0] - b[0];
}
