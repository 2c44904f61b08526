import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed } from "../../../core/judge/bounds.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  judgeBound,
  latestNs,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, limit, points, probeName } from "../../../core/kinds/values.ts";
import { answersSince, changesOf, lastAnswer } from "../answers.ts";
import { compareSerials, serialOf } from "../serial.ts";

const schema = z.strictObject({
  check: z.literal("dns-serials"),
  probes: z
    .array(probeName)
    .min(2)
    .describe(
      "Probes of the kind dns with `type: SOA`; the one that asks the primary comes first.",
    ),
  within: bound
    .optional()
    .describe("How soon all have the same serial; default: at the end of the phase."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** The first step that is no step forward, in the order of RFC 1982. */
function stepBack(probe: string, view: StepView): string | undefined {
  const series = view.run.series.get(probe);
  const seen = series ? changesOf(series, view.sinceNs, view.untilNs) : [];
  for (const [index, { text, t }] of seen.entries()) {
    const serial = serialOf(text);
    if (serial === undefined) return `${probe} answered "${text}", which is no serial`;
    const before = serialOf(seen[index - 1]?.text ?? "");
    if (before === undefined || compareSerials(serial, before) === 1) continue;
    const after = round((t - view.sinceNs) / 1e9);
    const open = compareSerials(serial, before) === undefined;
    const why = open ? ", half way round: RFC 1982 leaves open which is newer" : "";
    return `${probe} went from ${before} back to ${serial} after ${after} s${why}`;
  }
  return undefined;
}

/** Since when all have had the serial that the first one has at the end. */
function equalSince(spec: Spec, view: StepView): number | undefined {
  const range = [view.sinceNs, view.untilNs] as const;
  const first = view.run.series.get(spec.probes[0] ?? "");
  const serial = first && lastAnswer(first, ...range);
  if (serial === undefined) return undefined;
  const since = spec.probes.map((probe) => {
    const series = view.run.series.get(probe);
    return series && answersSince(series, serial, range);
  });
  return since.every((one) => one !== undefined) ? Math.max(...since) : undefined;
}

function judge(spec: Spec, view: StepView): Judgement {
  for (const probe of spec.probes) {
    const series = evidenceOf(view, probe);
    if (isJudgement(series)) return series;
  }
  const back = spec.probes.flatMap((probe) => stepBack(probe, view) ?? []);
  if (back.length > 0) return { verdict: "fail", evidence: back };
  const last = spec.probes.map((probe) => {
    const series = view.run.series.get(probe);
    return { probe, serial: series && lastAnswer(series, view.sinceNs, view.untilNs) };
  });
  const evidence = [last.map(({ probe, serial }) => `${probe}: ${serial ?? "none"}`).join(", ")];
  const since = equalSince(spec, view);
  if (since === undefined) return { verdict: "fail", evidence };
  if (!spec.within) return { verdict: "pass", evidence };
  const measured = round(Math.max(0, since - view.sinceNs) / 1e9);
  return judgeBound(
    measured,
    allowed(spec.within, spec.limit),
    view,
    spec.probes[0] ?? "",
    evidence,
  );
}

export const kind: CheckKind<Spec> = {
  kind: "dns-serials",
  about: "No server's serial ever goes back (RFC 1982), and in the end all have the same one.",
  formerly: "serials",
  schema,
  title: (spec) => `one serial at ${spec.probes.join(", ")}, and none goes back`,
  ready: (spec, view) => {
    if (!spec.within) return view.untilNs >= view.sinceNs + calmNs;
    const since = equalSince(spec, view);
    if (since !== undefined && view.untilNs - since >= calmNs) return true;
    return (
      view.untilNs >=
      latestNs(allowed(spec.within, spec.limit), view, spec.probes[0] ?? "") + calmNs
    );
  },
  judge,
};
