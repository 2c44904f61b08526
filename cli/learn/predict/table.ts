/** Predicted, promised, measured: what a step taught, in one table. Pure. */
import type { PlannedAsk } from "../../core/cluster/plan.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { Report } from "../../core/judge/report.ts";
import type { Bound } from "../../core/kinds/verdict.ts";
import { type Answer, answerText, readAnswer } from "./answers.ts";
import { boundFor, type Measured, measuredOf, type Seen, seenOf, tallyOf } from "./measured.ts";
import { floorOf, type Grade, gradeOf, pointsFor } from "./score.ts";

export interface PredictionRow {
  readonly ask: PlannedAsk["ask"];
  readonly probe: string;
  /** As people write it; null: nothing was said. */
  readonly predicted: string | null;
  /** The same; null: nothing could be measured. */
  readonly measured: string | null;
  /** With the student's own numbers; left out where no formula says anything. */
  readonly bound?: Bound;
  /** `unsaid`: no prediction; `unknown`: no measurement, which costs nothing. */
  readonly grade: Grade | "unsaid" | "unknown";
  readonly points: number;
  readonly maxPoints: number;
  /** Why it is unknown. */
  readonly why?: string;
}

/** How often a year of some availability may have such an outage. */
interface YearShare {
  /** Percent. */
  readonly availability: number;
  /** Seconds of a year that it leaves. */
  readonly allowedS: number;
  readonly times: number;
}

/** `halab/predictions/1` */
export interface PredictionTable {
  readonly schema: "halab/predictions/1";
  readonly step: string;
  readonly title: string;
  readonly rows: readonly PredictionRow[];
  readonly points: number;
  readonly maxPoints: number;
  /** From the fault to its healing; null: nobody asked anything then. */
  readonly phase: {
    readonly probe: string;
    readonly sent: number;
    readonly lost: number;
    /** 0 to 1. */
    readonly availability: number;
    readonly seconds: number;
  } | null;
  /** What such an outage costs of a year; null: there was none. */
  readonly year: { readonly outageS: number; readonly of: readonly YearShare[] } | null;
}

const availabilities = [99, 99.9, 99.99] as const;
const yearS = 365 * 24 * 3600;

/** By what is asked: a student's own words. */
type Predictions = Readonly<Record<string, string>>;

/** Of one step of a report; undefined: it asks nothing, or was not played. */
export function predictionTable(
  report: Report,
  view: RunView,
  step: string,
  predictions: Predictions,
): PredictionTable | undefined {
  const planned = view.plan?.steps.find(({ id }) => id === step);
  if (!view.plan || !planned?.predict) return undefined;
  const seen = seenOf(
    view,
    planned,
    report.steps.find(({ id }) => id === step),
  );
  if (!seen) return undefined;
  const nodes = view.plan.nodes.map(({ name }) => name);
  const rows = planned.predict.map((ask) => rowOf(ask, predictions[ask.ask], seen, nodes));
  return {
    schema: "halab/predictions/1",
    step,
    title: planned.title,
    rows,
    points: sum(rows.map(({ points }) => points)),
    maxPoints: sum(rows.map(({ maxPoints }) => maxPoints)),
    phase: phaseOf(planned.predict, seen),
    year: yearOf(planned.predict, seen),
  };
}

/** What is kept as a step's progress; unknown ones cost nothing. */
export function scorePredictions(table: PredictionTable): {
  readonly predictionPoints: number;
  readonly maxPredictionPoints: number;
} {
  return { predictionPoints: table.points, maxPredictionPoints: table.maxPoints };
}

function rowOf(
  ask: PlannedAsk,
  said: string | undefined,
  seen: Seen,
  nodes: readonly string[],
): PredictionRow {
  const measured = measuredOf(ask, seen);
  const predicted = said === undefined ? undefined : readAnswer(ask.ask, said, nodes);
  const answer = predicted && "is" in predicted ? predicted : undefined;
  const bound = boundFor(ask, seen);
  return {
    ask: ask.ask,
    probe: ask.probe,
    predicted: answer ? answerText(ask.ask, answer) : null,
    measured: "answer" in measured ? answerText(ask.ask, measured.answer) : null,
    ...(bound ? { bound } : {}),
    ...graded(ask, answer, measured, seen),
  };
}

function graded(
  { ask, probe, points }: PlannedAsk,
  answer: Answer | undefined,
  measured: Measured,
  { view }: Seen,
): Pick<PredictionRow, "grade" | "points" | "maxPoints" | "why"> {
  if ("why" in measured) return { grade: "unknown", points: 0, maxPoints: 0, why: measured.why };
  if (!answer) return { grade: "unsaid", points: 0, maxPoints: points };
  const everyS = (view.run.series.get(probe)?.intervalNs ?? 0) / 1e9;
  const grade = gradeOf(answer, measured.answer, floorOf(ask, everyS));
  return { grade, points: pointsFor(grade, points), maxPoints: points };
}

/** The probe whose users the step is about. */
function usersOf(asks: readonly PlannedAsk[], { report }: Seen): string | undefined {
  const of = (wanted: PlannedAsk["ask"]) => asks.find(({ ask }) => ask === wanted)?.probe;
  return of("outage") ?? of("lost") ?? of("time") ?? report.impact?.probe;
}

function phaseOf(asks: readonly PlannedAsk[], seen: Seen): PredictionTable["phase"] {
  const probe = usersOf(asks, seen);
  const tally = probe === undefined ? undefined : tallyOf(probe, seen);
  if (probe === undefined || !tally) return null;
  const { sent, lost, seconds } = tally;
  return { probe, sent, lost, availability: 1 - lost / sent, seconds };
}

/** An outage as it was measured; of a trouble that comes and goes: as much time as requests were lost. */
function yearOf(asks: readonly PlannedAsk[], seen: Seen): PredictionTable["year"] {
  const outage = asks.find(({ ask }) => ask === "outage");
  const measured = outage && measuredOf(outage, seen);
  const whole =
    measured && "answer" in measured && measured.answer.is === "number"
      ? measured.answer.value
      : undefined;
  const phase = phaseOf(asks, seen);
  const outageS = whole ?? (phase ? (phase.lost / phase.sent) * phase.seconds : 0);
  return outageS > 0 ? { outageS, of: availabilities.map((one) => shareOf(one, outageS)) } : null;
}

function shareOf(availability: number, outageS: number): YearShare {
  const allowedS = Math.round(yearS * (100 - availability)) / 100;
  return { availability, allowedS, times: Math.floor(allowedS / outageS) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
