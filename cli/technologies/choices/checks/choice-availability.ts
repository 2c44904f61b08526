import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { FaultRecord } from "../../../core/journal/view.ts";
import { isJudgement, samplesOf, unknown, unlessBusy } from "../../../core/judge/evidence.ts";
import { outagesIn, secondsOf } from "../../../core/judge/outages.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, number, points, probeName } from "../../../core/kinds/values.ts";
import { kind as rto } from "../formulas/choice-rto.ts";
import { hitOf } from "../hits.ts";
import type { Hit } from "../stricken.ts";

const rate = number.pipe(z.number().min(0));

const schema = z.strictObject({
  check: z.literal("choice-availability"),
  probe: probeName.describe("Who asks the service."),
  "at-least": number
    .pipe(z.number().min(0).max(100))
    .describe("What was promised: percent of a year."),
  "per-year": z
    .strictObject({ node: rate, daemon: rate, rack: rate })
    .describe(
      "How often a year brings each fault that the storm has shown: a node that dies or stands still, a daemon that is killed, a rack.",
    ),
  rto: duration.describe("What was promised: so long it is away at once, at most."),
  repair: duration
    .prefault("30m")
    .describe(
      "What an outage costs that nobody ended but who healed the fault: a person has to come.",
    ),
  points,
});
type Spec = z.infer<typeof schema>;

/** A Julian year, in seconds. */
const yearS = 31_557_600;

interface Felt {
  readonly title: string;
  readonly perYear: number;
  readonly measuredS: number;
  /** At most, by the formula; undefined: it says nothing. */
  readonly formulaS: number | undefined;
}

/** Of what a storm is made, whether its undo can be read or not. */
function isOfStorm(fault: FaultRecord): boolean {
  return ["storm", "rack-dies"].includes(fault.fault) || hitOf(fault) !== undefined;
}

function rateOf(spec: Spec, hit: Hit | undefined): number {
  const rates = spec["per-year"];
  if (hit?.of === "rack") return rates.rack;
  return hit?.way === "kill" ? rates.daemon : rates.node;
}

/** What each fault of the storm, so far, has cost the users of a probe. */
function feltBy(spec: Spec, view: StepView): readonly Felt[] {
  const series = view.run.series.get(spec.probe);
  return (view.run.plan?.steps ?? []).flatMap((step): Felt[] => {
    const fault = view.run.faultOf(step.id);
    const times = view.run.steps.get(step.id);
    if (!series || !fault || !isOfStorm(fault) || fault.effectNs === undefined) return [];
    const hit = hitOf(fault);
    const untilNs = times?.mendedNs ?? times?.doneNs ?? view.untilNs;
    const window = { beganNs: fault.intentNs, sinceNs: fault.effectNs, untilNs };
    const outages = outagesIn(series, window);
    const found = rto.bound({ ...view, step, fault }, spec.probe);
    return [
      {
        title: fault.title,
        perYear: rateOf(spec, hit),
        measuredS: outages.some(({ over }) => !over) ? spec.repair / 1000 : secondsOf(outages),
        formulaS: typeof found === "string" ? undefined : found.hi,
      },
    ];
  });
}

/** A millionth of a year is half a minute. */
const percent = (downS: number) => Math.round(1e7 * (1 - downS / yearS)) / 1e5;

function judge(spec: Spec, view: StepView): Judgement {
  const samples = samplesOf(view, spec.probe);
  if (isJudgement(samples)) return samples;
  const felt = feltBy(spec, view);
  if (felt.length === 0) return unknown("no fault of a storm was seen");
  const year = (of: (one: Felt) => number) =>
    felt.reduce((sum, one) => sum + one.perYear * of(one), 0);
  const measured = percent(year(({ measuredS }) => measuredS));
  const byFormula = percent(year(({ formulaS }) => formulaS ?? 0));
  const longestS = Math.max(...felt.map(({ measuredS }) => measuredS));
  const formulaS = Math.max(...felt.map((one) => one.formulaS ?? 0));
  const rtoS = spec.rto / 1000;
  const kept = measured >= spec["at-least"] && longestS <= rtoS;
  return {
    verdict: kept ? "pass" : "fail",
    ...{ measured, unit: "%" },
    evidence: [
      `${spec.probe}: RTO promised ${rtoS} s, formula ${round(formulaS)} s, measured ${round(longestS)} s; a year promised ${spec["at-least"]} %, formula ${byFormula} %, measured ${measured} %`,
      ...felt
        .filter(({ measuredS }) => measuredS > 0)
        .map(
          ({ title, perYear, measuredS }) =>
            `${title}: ${round(measuredS)} s, ${perYear} times a year`,
        ),
    ],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "choice-availability",
  about:
    "What was promised of a service, what the formula says, and what was measured in the storm: the longest outage, and the availability of a year (what each fault cost its users, times how often a year brings such a fault).",
  schema,
  title: (spec) => `${spec.probe} is there ${spec["at-least"]} % of a year`,
  ready: () => true,
  // A row of the table of promises.
  remark: ({ evidence }) => evidence[0],
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
