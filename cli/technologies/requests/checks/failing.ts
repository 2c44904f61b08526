import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { failuresText } from "../../../core/journal/failures.ts";
import type { Series } from "../../../core/journal/series.ts";
import { decidedNs, evidenceOf, isJudgement, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, points, probeName, share } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("failing"),
  probe: probeName,
  share: share.describe("1/3 where one of three addresses is dead."),
  tolerance: share.default(0.1).describe("How far the share may be from it."),
  after: duration
    .prefault("0s")
    .describe(
      "It is looked at from so long after the fault on: requests were under way, and some things take their time.",
    ),
  during: duration
    .prefault("1s")
    .describe("It is watched for so long, so that what passes is not taken for what goes on."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Fewer requests than this say nothing about shares. */
const minRequests = 50;

/** Whoever has sent too few by then will not send enough. */
const patienceNs = 5e9;

/** Of a trouble that goes on, some request fails in the last of it. */
const lastNs = 1e9;

function lastFailedNs(series: Series, fromNs: number, toNs: number): number | undefined {
  let last: number | undefined;
  for (const row of series.between(fromNs, toNs)) if (row[4] !== "ok") last = series.dueNs(row);
  return last;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const begin = view.sinceNs + spec.after * 1e6;
  const end = decidedNs(view, spec.probe);
  const { sent, lost, failures } = series.tally(begin, end);
  if (sent < minRequests) return unknown(`only ${sent} requests: too few to judge shares`);
  const found = lost / sent;
  const how = failuresText(failures);
  const evidence = [
    `${lost} of ${sent} requests failed${how ? ` (${how})` : ""}; ${round(spec.share)} of them were expected`,
  ];
  const last = lastFailedNs(series, begin, end);
  const over = spec.share > spec.tolerance && last !== undefined && end - last > lastNs;
  if (over && last !== undefined)
    evidence.push(`the last one failed ${round((last - view.sinceNs) / 1e9)} s after the fault`);
  return {
    verdict: Math.abs(found - spec.share) <= spec.tolerance && !over ? "pass" : "fail",
    measured: round(found),
    unit: "of the requests",
    evidence,
  };
}

export const kind: CheckKind<Spec> = {
  kind: "failing",
  about: "The share of the requests that fails, and goes on failing to the end of the phase.",
  schema,
  title: (spec) =>
    spec.share === 0
      ? `next to none of ${spec.probe} fail`
      : `${Math.round(spec.share * 100)} % of ${spec.probe} fail, and go on failing`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    const beginNs = view.sinceNs + spec.after * 1e6;
    const overNs = beginNs + spec.during * 1e6;
    if (!series || series.horizonNs < overNs) return !series;
    const { sent } = series.tally(beginNs, decidedNs(view, spec.probe));
    return sent >= minRequests || view.untilNs > overNs + patienceNs;
  },
  watchesS: (spec) => (spec.after + spec.during) / 1000,
  judge,
};
