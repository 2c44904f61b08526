import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { duration, number, points, probeName } from "../../../core/kinds/values.ts";
import { type Logon, logonsOf } from "../history/logons.ts";

const schema = z.strictObject({
  check: z.literal("logon-lost"),
  probe: probeName.describe("A probe of the kind logon."),
  "at-most": number.optional().describe("So many logons may fail."),
  "at-least": number.optional().describe("The control: so many have to fail."),
  during: duration
    .prefault("3s")
    .describe("Logons that were due within so long from the phase's begin."),
  points,
});
type Spec = z.infer<typeof schema>;

function dueIn(spec: Spec, view: StepView): readonly Logon[] {
  const [fromNs, toNs] = [beganNs(view), view.sinceNs + spec.during * 1e6];
  return logonsOf(view.run.told.get(spec.probe)).filter(
    ({ dueNs }) => dueNs >= fromNs && dueNs < toNs,
  );
}

/** Later ones have been decided: so have all of those. */
function decided(spec: Spec, view: StepView): boolean {
  const timeoutMs = Number(
    view.run.plan?.probes.find(({ name }) => name === spec.probe)?.spec["timeout"] ?? 0,
  );
  return view.untilNs >= view.sinceNs + (spec.during + timeoutMs + 300) * 1e6;
}

/** Of so many that were due, all have been told. */
function allTold(spec: Spec, view: StepView): boolean {
  const everyMs = Number(
    view.run.plan?.probes.find(({ name }) => name === spec.probe)?.spec["every"] ?? 1000,
  );
  return (
    dueIn(spec, view).filter(({ dueNs }) => dueNs >= view.sinceNs).length >=
    Math.floor(spec.during / everyMs)
  );
}

function judge(spec: Spec, view: StepView): Judgement {
  const all = dueIn(spec, view);
  if (all.length === 0) return unknown(`"${spec.probe}" has told of no logon in that time`);
  const failed = all.filter(({ ok }) => !ok);
  const why = [...new Set(failed.map((one) => one.why))].slice(0, 3);
  const slowest = Math.max(...all.map(({ dueNs, endNs }) => (endNs - dueNs) / 1e9));
  const [least, most] = [spec["at-least"] ?? 0, spec["at-most"] ?? Number.POSITIVE_INFINITY];
  return {
    verdict: failed.length >= least && failed.length <= most ? "pass" : "fail",
    measured: failed.length,
    unit: "logons",
    evidence: [
      `of ${all.length} logons ${failed.length} failed; the slowest took ${slowest.toFixed(2)} s`,
      ...why,
    ],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "logon-lost",
  about: "How many logons fail, or take longer than a user waits.",
  schema,
  title: (spec) =>
    spec["at-most"] === undefined
      ? `at least ${spec["at-least"] ?? 0} of ${spec.probe} fail`
      : `at most ${spec["at-most"]} of ${spec.probe} fail`,
  ready: (spec, view) =>
    view.untilNs >= view.sinceNs + spec.during * 1e6 &&
    (allTold(spec, view) || decided(spec, view)),
  judge,
  watchesS: (spec) => spec.during / 1000,
};
