import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { Series } from "../../../core/journal/series.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import {
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
  samplesOf,
  timeoutNs,
  unknown,
  unlessBusy,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, number, points, probeName } from "../../../core/kinds/values.ts";
import { clientCount, roundNs } from "../clients.ts";

const schema = z.strictObject({
  check: z.literal("responders"),
  probe: probeName.describe("A probe of the kind clients."),
  count: number
    .pipe(z.number().int().min(0))
    .default(1)
    .describe("So many nodes answer each client's SYN."),
  within: bound.optional().describe("How soon it is so; default: during the whole phase."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Requests that were answered although no answer to their SYN was seen: the watch has a hole. */
const holeShare = 0.02;
/** More kinds of wrong answers than this are not shown. */
const mostShown = 4;

interface Found {
  readonly seen: number;
  readonly holes: number;
  /** Requests by who answered them, where that was not as it should be. */
  readonly wrong: ReadonlyMap<string, number>;
  readonly lastWrongNs: number | undefined;
}

function find(spec: Spec, view: StepView, series: Series): Found {
  const responders = view.run.responders.get(spec.probe);
  const wrong = new Map<string, number>();
  let [seen, holes] = [0, 0];
  let lastWrongNs: number | undefined;
  for (const row of series.between(view.sinceNs, view.untilNs)) {
    const nodes = responders?.of(row[0]);
    if (!nodes) continue;
    seen += 1;
    if (nodes.length === spec.count) continue;
    if (nodes.length === 0 && row[4] === "ok") {
      holes += 1;
      continue;
    }
    const who = nodes.length === 0 ? "nobody" : nodes.join(" and ");
    wrong.set(who, (wrong.get(who) ?? 0) + 1);
    lastWrongNs = series.dueNs(row);
  }
  return { seen, holes, wrong, lastWrongNs };
}

function judge(spec: Spec, view: StepView): Judgement {
  // For how long too many answer is a matter of time; whether they ever do is none.
  const series = (spec.within ? evidenceOf : samplesOf)(view, spec.probe);
  if (isJudgement(series)) return series;
  if (clientCount(view, spec.probe) === undefined)
    return unknown(`probe "${spec.probe}" does not play many clients`);
  const { seen, holes, wrong, lastWrongNs } = find(spec, view, series);
  if (seen === 0) return unknown(`nobody saw who answered "${spec.probe}"`);
  if (holes / seen > holeShare)
    return unknown(`${holes} of ${seen} requests were answered unseen: this machine was too busy`);
  const count = [...wrong.values()].reduce((sum, one) => sum + one, 0);
  const kinds = [...wrong].sort((a, b) => b[1] - a[1]).slice(0, mostShown);
  const evidence = [
    `${count} of ${seen} requests were not answered by exactly ${spec.count}`,
    ...kinds.map(([who, many]) => `${many} were answered by ${who}`),
  ];
  if (!spec.within) {
    const verdict = count === 0 ? "pass" : "fail";
    return { verdict, measured: count, unit: "requests", evidence };
  }
  const endNs = lastWrongNs === undefined ? view.sinceNs : lastWrongNs + series.intervalNs;
  const measured = round((endNs - view.sinceNs) / 1e9);
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

export const kind: CheckKind<Spec> = {
  kind: "responders",
  about: "How many nodes answer a client, as seen from the wire: one is right, two collide.",
  schema,
  title: (spec) =>
    `${spec.count === 1 ? "exactly one node answers" : `${spec.count} nodes answer`} each client of ${spec.probe}`,
  // Each client asks once more; and who answered it is known only when the request's time is over: a
  // second answer may come late.
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    const responders = view.run.responders.get(spec.probe);
    if (!series || !responders) return true;
    const fromNs = spec.within
      ? latestNs(allowed(spec.within, spec.limit), view, spec.probe)
      : view.sinceNs;
    return series.t0 + responders.horizon * series.intervalNs >= fromNs + roundNs(view, spec.probe);
  },
  afterS: (spec, view) => (roundNs(view, spec.probe) + timeoutNs(view, spec.probe)) / 1e9,
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
