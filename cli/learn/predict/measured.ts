/** What a step really did, as its predictions ask for it. Pure. */
import { round } from "../../core/base/numbers.ts";
import type { PlannedAsk, PlannedStep } from "../../core/cluster/plan.ts";
import type { Series } from "../../core/journal/series.ts";
import type { RunView } from "../../core/journal/view.ts";
import { outagesIn, secondsOf, windowOf } from "../../core/judge/outages.ts";
import type { CheckReport, StepReport } from "../../core/judge/report.ts";
import { beganNs, type StepView, stepView } from "../../core/kinds/formula.ts";
import type { Bound } from "../../core/kinds/verdict.ts";
import type { Answer } from "./answers.ts";

/** `why`: nothing could be measured. */
export type Measured = { readonly answer: Answer } | { readonly why: string };

/** One step after it was played: from its fault to its healing. */
export interface Seen {
  readonly step: PlannedStep;
  readonly report: StepReport;
  readonly view: StepView;
}

/** Undefined: the step was not played, or is not in the report. */
export function seenOf(
  run: RunView,
  step: PlannedStep,
  report: StepReport | undefined,
): Seen | undefined {
  const view = stepView(run, step, "expect", { formulas: new Map(), readers: new Map() });
  return view && report ? { step, report, view } : undefined;
}

export function measuredOf({ ask, probe }: PlannedAsk, seen: Seen): Measured {
  const trouble = troubleOf(seen);
  if (trouble !== undefined) return { why: trouble };
  switch (ask) {
    case "outage":
    case "time":
      return lengthOf(ask, probe, seen);
    case "lost":
      return lostOf(probe, seen);
    case "owner":
      return ownersOf(probe, seen);
    case "streams":
      return streamsOf(probe, seen);
    default:
      return ask satisfies never;
  }
}

/** A fault that did not happen, or a run that proves nothing. */
function troubleOf({ step, view }: Seen): string | undefined {
  const [outside] = view.run.outside;
  if (outside) return outside.text;
  if (step.fault === null) return undefined;
  if (view.fault?.failed !== undefined) return view.fault.failed;
  return view.fault?.effectNs === undefined ? "the fault has not taken effect" : undefined;
}

/** The check of this phase whose time is meant: of an outage the one that measures it, else the first. */
function checkFor(
  { ask, probe }: Pick<PlannedAsk, "ask" | "probe">,
  { step, report }: Seen,
): CheckReport | undefined {
  // A report has the checks of `expect` first, in their order.
  const own = step.expect.flatMap((spec, at) => {
    const check = report.checks[at];
    return check && spec["probe"] === probe && check.unit === "s" ? [check] : [];
  });
  const headline = own.find((check) => check.headline);
  return ask === "time" ? (headline ?? own[0]) : headline;
}

function lengthOf(ask: "outage" | "time", probe: string, seen: Seen): Measured {
  const check = checkFor({ ask, probe }, seen);
  if (check?.verdict === "unknown") return { why: check.evidence[0] ?? "it could not be judged" };
  if (check?.measured !== undefined) return numberOf(check.measured);
  const series = seen.view.run.series.get(probe);
  if (ask === "time" || !series) return { why: `nothing was measured of ${probe}` };
  return numberOf(round(secondsOf(outagesIn(series, windowOf(seen.view)))));
}

/** Requests of a probe from the fault to its healing. */
export function tallyOf(
  probe: string,
  { view }: Seen,
):
  | {
      readonly sent: number;
      readonly lost: number;
      readonly seconds: number;
      readonly series: Series;
    }
  | undefined {
  const series = view.run.series.get(probe);
  const from = beganNs(view);
  const { sent = 0, lost = 0 } = series?.tally(from, view.untilNs) ?? {};
  if (!series || sent === 0) return undefined;
  return { sent, lost, seconds: (view.untilNs - from) / 1e9, series };
}

function lostOf(probe: string, seen: Seen): Measured {
  const tally = tallyOf(probe, seen);
  return tally ? numberOf(tally.lost) : { why: `probe ${probe} saw nothing` };
}

function ownersOf(probe: string, { view }: Seen): Measured {
  const { run, sinceNs, untilNs } = view;
  const blind = run.blind.find(
    (one) => one.probe === probe && !one.ok && one.t >= sinceNs && one.t <= untilNs,
  );
  if (blind) return { why: blind.why };
  const history = run.owners.get(probe);
  if (!history?.known) return { why: `nobody watched ${probe}` };
  return { answer: { is: "nodes", nodes: history.at(untilNs) } };
}

/** What most of those did that were open when it began. */
function streamsOf(probe: string, { view }: Seen): Measured {
  const { run, sinceNs, untilNs } = view;
  const history = run.streams.get(probe);
  const open = history?.openAt(sinceNs);
  if (!history || !open || open.size === 0) return { why: `no connection of ${probe} was open` };
  const broke = new Set(
    history
      .breaks(sinceNs, untilNs)
      .flatMap(({ connection }) => (open.has(connection) ? [connection] : [])),
  );
  return { answer: { is: "word", word: 2 * broke.size > open.size ? "break" : "stay" } };
}

function numberOf(value: number): Measured {
  return { answer: { is: "number", value } };
}

/** What the formula says with the student's own numbers; of lost requests: those of that time. */
export function boundFor(ask: PlannedAsk, seen: Seen): Bound | undefined {
  if (ask.ask === "owner" || ask.ask === "streams") return undefined;
  if (ask.ask !== "lost") return checkFor(ask, seen)?.bound;
  const outage = checkFor({ ask: "outage", probe: ask.probe }, seen)?.bound;
  const whole = outage ?? checkFor({ ask: "time", probe: ask.probe }, seen)?.bound;
  const intervalNs = seen.view.run.series.get(ask.probe)?.intervalNs ?? 0;
  if (!whole || intervalNs === 0) return undefined;
  const perS = round(1e9 / intervalNs);
  return {
    ...whole,
    // Of a trouble that comes and goes some requests of the time succeed.
    lo: outage ? Math.floor(whole.lo * perS) : 0,
    hi: Math.ceil(whole.hi * perS),
    formula: `${perS}/s x (${whole.formula})`,
  };
}
