import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import {
  calmNs,
  evidenceOf,
  isJudgement,
  samplesOf,
  unknown,
  unlessBusy,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, nodeName, number, points, probeName } from "../../../core/kinds/values.ts";
import { type Age, agesOf } from "../ages.ts";
import { readsIn } from "../reads.ts";

const schema = z
  .strictObject({
    check: z.literal("lag"),
    probe: probeName.describe("The reader."),
    of: probeName.describe("The writer whose rows it reads."),
    node: nodeName.optional().describe("Reads from this node alone; default: from all."),
    within: duration
      .optional()
      .describe(
        "No read is older: so long ago, at most, the oldest write that it misses was acknowledged.",
      ),
    transactions: number
      .optional()
      .describe("No read misses more acknowledged writes; 0: whoever wrote reads it, at once."),
    "at-least": number
      .optional()
      .describe("Some read misses so many writes: the control, which shows that they can be old."),
    points,
  })
  .refine(
    (spec) =>
      spec.within !== undefined ||
      spec.transactions !== undefined ||
      spec["at-least"] !== undefined,
    "needs `within`, `transactions` or `at-least`",
  );
type Spec = z.infer<typeof schema>;

function isRight(spec: Spec, { missed, ageS }: Age): boolean {
  return (
    missed <= (spec.transactions ?? Number.POSITIVE_INFINITY) &&
    ageS * 1000 <= (spec.within ?? Number.POSITIVE_INFINITY) &&
    missed >= (spec["at-least"] ?? 0)
  );
}

function judge(spec: Spec, view: StepView): Judgement {
  // A time is believed of a punctual prober only.
  const series = (spec.within === undefined ? samplesOf : evidenceOf)(view, spec.probe);
  if (isJudgement(series)) return series;
  const writes = view.run.series.get(spec.of);
  if (!writes?.answered) return unknown(`no write of "${spec.of}" was acknowledged`);
  const reads = readsIn(view, spec.probe).filter(
    ({ node }) => spec.node === undefined || node === spec.node,
  );
  if (reads.length === 0) return unknown(`probe "${spec.probe}" read nothing`);
  const ages = agesOf(reads, writes);
  const worst: Age = {
    missed: Math.max(...ages.map(({ missed }) => missed)),
    ageS: Math.max(...ages.map(({ ageS }) => ageS)),
  };
  const old = ages.filter(({ missed }) => missed > 0).length;
  const bySeconds = spec.within !== undefined && spec.transactions === undefined;
  return {
    verdict: isRight(spec, worst) ? "pass" : "fail",
    measured: bySeconds ? round(worst.ageS) : worst.missed,
    unit: bySeconds ? "s" : "writes",
    evidence: [
      `${old} of ${reads.length} reads missed something that was acknowledged before they were sent: up to ${worst.missed} writes, up to ${round(worst.ageS)} s old`,
    ],
  };
}

function title(spec: Spec): string {
  const bounds = [
    ...(spec.within === undefined ? [] : [`at most ${spec.within / 1000} s`]),
    ...(spec.transactions === undefined ? [] : [`at most ${spec.transactions} writes`]),
    ...(spec["at-least"] === undefined ? [] : [`at least ${spec["at-least"]} writes`]),
  ];
  return `what ${spec.probe} sees is ${bounds.join(" and ")} old`;
}

/** Staleness in time and in versions, as Bailis et al. 2012 (PBS) have it: t-visibility and k-staleness. */
export const kind: CheckKind<Spec> = {
  kind: "lag",
  about:
    "How old what a reader reads is, in seconds and in transactions: what was acknowledged before a read was sent, and it does not show. With `transactions: 0` whoever wrote something reads it from then on (read your writes).",
  schema,
  title,
  ready: (spec, view) =>
    (view.run.series.get(spec.probe)?.horizonNs ?? Number.MAX_VALUE) >= view.sinceNs + calmNs,
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
