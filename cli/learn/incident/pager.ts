/** What was felt when it happened: a step's report, as a pager would have it. Pure. */
import { round } from "../../core/base/numbers.ts";
import type { RunView } from "../../core/journal/view.ts";
import { outagesIn, secondsOf } from "../../core/judge/outages.ts";
import type { Report } from "../../core/judge/report.ts";
import { beganNs, stepView } from "../../core/kinds/formula.ts";
import type { Pager } from "./record.ts";

/** Of the step in which it shows. Evidence stays out: it says more than users know. */
export function pagerOf(report: Report, view: RunView, step: string): Pager {
  const planned = view.plan?.steps.find(({ id }) => id === step);
  const seen =
    planned && stepView(view, planned, "expect", { formulas: new Map(), readers: new Map() });
  const doneNs = view.steps.get(step)?.doneNs ?? view.endNs;
  const fromNs = seen ? beganNs(seen) : view.startNs;
  const judged = report.steps.find(({ id }) => id === step);
  const checks = judged?.checks.filter(({ verdict }) => verdict === "fail") ?? [];
  return {
    at: wallAt(view, fromNs),
    what: planned?.title ?? step,
    felt: (view.plan?.probes ?? []).flatMap(({ name, sends }) => {
      const series = sends ? view.series.get(name) : undefined;
      const { sent = 0, lost = 0 } = series?.tally(fromNs, doneNs) ?? {};
      if (!series || sent === 0) return [];
      const within = { beganNs: fromNs, sinceNs: fromNs, untilNs: doneNs };
      return [{ probe: name, sent, lost, outage: round(secondsOf(outagesIn(series, within))) }];
    }),
    missed: [...new Set(checks.map(({ title }) => title))],
  };
}

function wallAt({ header, startNs }: RunView, ns: number): string {
  const begun = Date.parse(header?.wall ?? "");
  const at = Number.isNaN(begun) ? Date.now() : begun + (ns - startNs) / 1e6;
  return new Date(at).toISOString();
}
