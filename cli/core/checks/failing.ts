import { z } from "zod";
import { type CheckKind, evidenceOf, isJudgement, type Judgement, unknown } from "../check.ts";
import { duration, name, number, points } from "../schema.ts";
import type { StepView } from "../view.ts";

const share = number.pipe(z.number().min(0).max(1));

const schema = z
  .strictObject({
    check: z.literal("failing"),
    probe: name,
    /** Shares of the requests, from 0 to 1. */
    "at-least": share.optional(),
    "at-most": share.optional(),
    /** Requests under way when it happened, and what takes its time: looked at from then on. */
    after: duration.prefault("0s"),
    /** So long. */
    watch: duration.prefault("1s"),
    points,
  })
  .refine((spec) => spec["at-least"] !== undefined || spec["at-most"] !== undefined, {
    message: "needs `at-least`, `at-most` or both",
  });
type Spec = z.infer<typeof schema>;

/** Fewer requests than this say nothing about a share. */
const minRequests = 20;

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const fromNs = view.sinceNs + spec.after * 1e6;
  const { sent, lost, outcomes } = series.tally(fromNs, view.untilNs);
  if (sent < minRequests) return unknown(`only ${sent} requests: too few to judge a share`);
  const found = lost / sent;
  const kinds = [...outcomes].filter(([outcome]) => outcome !== "ok").sort();
  const how = kinds.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const right = found >= (spec["at-least"] ?? 0) && found <= (spec["at-most"] ?? 1);
  return {
    verdict: right ? "pass" : "fail",
    measured: Math.round(found * 1000) / 1000,
    unit: "share",
    evidence: [`${lost} of ${sent} requests failed${how ? ` (${how})` : ""}`],
  };
}

function title(spec: Spec): string {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  const bounds = [
    ...(spec["at-least"] === undefined ? [] : [`at least ${percent(spec["at-least"])}`]),
    ...(spec["at-most"] === undefined ? [] : [`at most ${percent(spec["at-most"])}`]),
  ];
  return `${bounds.join(" and ")} of ${spec.probe} fail`;
}

/** Which share of the requests fails while the fault is in: a part of the users, or all of them. */
export const kind: CheckKind<Spec> = {
  kind: "failing",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    return !series || series.horizonNs >= view.sinceNs + (spec.after + spec.watch) * 1e6;
  },
  waitsS: (spec) => (spec.after + spec.watch) / 1000,
  judge,
};
