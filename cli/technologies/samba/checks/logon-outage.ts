import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";
import { type Logon, logonsOf } from "../history/logons.ts";

const schema = z.strictObject({
  check: z.literal("logon-outage"),
  probe: probeName.describe("A probe of the kind logon."),
  within: bound.describe("The longest time in which whoever began to log on could not."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

interface Gap {
  readonly fromNs: number;
  readonly toNs: number;
  /** Logons that were due in it and failed. */
  readonly failed: readonly Logon[];
  readonly over: boolean;
}

/** Between two good ones: from the first that failed to the next that did not. */
function gapsOf(all: readonly Logon[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let failed: Logon[] = [];
  for (const logon of all) {
    if (!logon.ok) failed.push(logon);
    else if (failed[0])
      gaps.push({ fromNs: failed[0].dueNs, toNs: logon.dueNs, failed, over: true });
    if (logon.ok) failed = [];
  }
  const [first, last] = [failed[0], failed.at(-1)];
  if (first && last) gaps.push({ fromNs: first.dueNs, toNs: last.endNs, failed, over: false });
  return gaps;
}

function logonsIn(spec: Spec, view: StepView): readonly Logon[] {
  const fromNs = beganNs(view);
  return logonsOf(view.run.told.get(spec.probe)).filter(
    ({ dueNs, endNs }) => dueNs >= fromNs && endNs <= view.untilNs,
  );
}

function longestOf(spec: Spec, view: StepView): Gap | undefined {
  const size = (gap: Gap) => gap.toNs - gap.fromNs;
  return gapsOf(logonsIn(spec, view)).toSorted((a, b) => size(b) - size(a))[0];
}

function judge(spec: Spec, view: StepView): Judgement {
  const all = logonsIn(spec, view);
  if (all.length === 0) return unknown(`"${spec.probe}" has told of no logon in that time`);
  const gap = longestOf(spec, view);
  const measured = gap ? round((gap.toNs - gap.fromNs) / 1e9) : 0;
  const evidence = gap
    ? [`${gap.failed.length} logons in a row failed: ${gap.failed[0]?.why}`]
    : [`all ${all.length} logons succeeded`];
  if (gap && !gap.over) evidence.push("it had not ended");
  const judged = judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
  return gap && !gap.over && judged.verdict === "pass" ? { ...judged, verdict: "fail" } : judged;
}

export const kind: CheckKind<Spec> = {
  kind: "logon-outage",
  about:
    "The longest time in which nobody who began to log on could: between the times at which logons were due.",
  headline: true,
  schema,
  title: (spec) => `outage of ${spec.probe}`,
  ready: (spec, view) => {
    const latest = latestNs(allowed(spec.within, spec.limit), view, spec.probe) + 2e9;
    if (view.untilNs >= latest + calmNs) return true;
    const last = logonsIn(spec, view).at(-1);
    return (
      longestOf(spec, view)?.over === true &&
      last?.ok === true &&
      view.untilNs >= view.sinceNs + 3e9
    );
  },
  judge,
};
