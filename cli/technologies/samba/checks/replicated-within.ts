import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, duration, limit, points } from "../../../core/kinds/values.ts";
import { directoryOf } from "../history/directory.ts";
import { controllers, directoryProbe } from "../keys.ts";
import { ageS, describe, lagsOf, longest } from "../lags.ts";
import { boundEndS, directoryIn } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("replicated-within"),
  probe: directoryProbe,
  from: controllers.describe("Where it was written."),
  to: controllers.describe("Where it has to be."),
  within: bound.describe(
    "How soon; after a fault is healed, counted from the healing at the earliest.",
  ),
  during: duration
    .prefault("4s")
    .describe("What was written up to so long after the phase's begin is waited for."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

const lastNs = (spec: Spec, view: StepView) =>
  Math.min(view.sinceNs + spec.during * 1e6, view.untilNs);

function ready(spec: Spec, view: StepView): boolean {
  const endNs = view.sinceNs + spec.during * 1e6;
  if (view.untilNs < endNs) return false;
  const directory = directoryOf(view.run.told.get(spec.probe));
  const lags = lagsOf(directory, spec, view, lastNs(spec, view));
  if (lags.length > 0 && lags.every(({ seenNs }) => seenNs !== undefined)) return true;
  const latest = latestNs(allowed(spec.within, spec.limit), view, spec.probe);
  return view.untilNs >= latest + spec.during * 1e6 + calmNs;
}

function judge(spec: Spec, view: StepView): Judgement {
  const directory = directoryIn(view, spec);
  if ("verdict" in directory) return directory;
  const lags = lagsOf(directory, spec, view, lastNs(spec, view));
  const silent = spec.from.filter(
    (source) => !lags.some(({ written }) => written.source === source),
  );
  const why = silent.map((source) => {
    const { refused } = directory.node(source);
    const last = refused.findLast(({ t }) => t >= view.sinceNs && t <= view.untilNs);
    return `nothing was written on ${source}${last ? `: ${last.why}` : ""}`;
  });
  const worst = longest(lags, view.untilNs);
  if (silent.length > 0 || !worst) return { verdict: "fail", evidence: why };
  const lost = lags.filter(({ seenNs }) => seenNs === undefined);
  const evidence = [
    `of ${lags.length} changes the slowest: ${describe(worst, view.untilNs)}`,
    ...(lost.length > 0 ? [`${lost.length} have not come`] : []),
  ];
  const measured = round(ageS(worst, view.untilNs));
  const judged = judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
  // That it did not come is no measure of how long it takes.
  return judged.verdict === "pass" && worst.seenNs === undefined
    ? { ...judged, verdict: "unknown", evidence: [...evidence, "it ended too early to tell"] }
    : judged;
}

export const kind: CheckKind<Spec> = {
  kind: "replicated-within",
  about:
    "How long after it was written on one controller a change is on the others: the longest of all changes of a phase, as a client sees it.",
  headline: true,
  schema,
  title: ({ from, to }) => `what is written on ${from.join(", ")} is on ${to.join(", ")}`,
  ready,
  judge,
  watchesS: (spec, view) =>
    spec.during / 1000 + (view.phase === "mended" ? 0 : boundEndS(spec, view)),
};
