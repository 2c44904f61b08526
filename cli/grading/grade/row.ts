/** A submission's row of the sheet, from what was seen of it. Pure. */
import type { Plan } from "../../core/cluster/plan.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import type { Graded } from "../sheet.ts";
import type { BatchEntry } from "./batch.ts";
import { decide, type TryRecord } from "./fair.ts";
import {
  type JudgedSteps,
  type Rubric,
  type Shown,
  staticPoints,
  total,
  unplayed,
  weighed,
} from "./rubric.ts";

/** What a sheet keeps of a finding. */
type Cause = Pick<Finding, "rule" | "title" | "because" | "hints">;

type Who = Pick<BatchEntry, "id" | "student">;

export interface Worth {
  readonly who: Who;
  /** The lab's. */
  readonly plan: Plan;
  readonly rubric: Rubric;
  /** Its files, and what was found in them; undefined: nodes do not take them. */
  readonly shown: Shown | undefined;
}

/** A submission that no node takes, or one of whose daemons does not: nothing was played, and its reason says why. */
export function refusedRow({ who, plan, rubric, shown }: Worth, reason: string): Graded {
  const steps = unplayed(plan, rubric);
  const given = staticPoints(shown, { plan, rubric });
  return {
    ...whose(who),
    verdict: "fail",
    points: given.points,
    maxPoints: total([...steps.map((step) => step.maxPoints), given.maxPoints]),
    static: given,
    tries: 0,
    same: null,
    report: null,
    firstCause: causeRow(firstOf(shown)),
    steps,
    reason,
  };
}

/** A submission of which only the files were looked at: no grade, but what they earn and what is wrong with them. */
export function lookedRow(worth: Worth, reason: string): Graded {
  const row = playedRow({
    ...worth,
    tries: [],
    report: undefined,
    cause: undefined,
    reportPath: null,
  });
  return { ...row, firstCause: causeRow(firstOf(worth.shown)), reason };
}

interface PlayedWorth extends Worth {
  readonly tries: readonly TryRecord[];
  /** Of the last try; undefined: it gave none. */
  readonly report: JudgedSteps | undefined;
  /** The first cause of it. */
  readonly cause: Cause | undefined;
  /** Below the batch's folder. */
  readonly reportPath: string | null;
}

export function playedRow(worth: PlayedWorth): Graded {
  const { who, plan, rubric, shown, tries, report } = worth;
  const { verdict, reason } = decide(tries);
  const steps = report ? weighed(report, rubric) : unplayed(plan, rubric);
  const given = staticPoints(shown, { plan, rubric });
  const points = total([...steps.map((step) => step.points), given.points]);
  return {
    ...whose(who),
    verdict,
    points: verdict === "not gradable" ? null : points,
    maxPoints: total([...steps.map((step) => step.maxPoints), given.maxPoints]),
    static: given,
    tries: tries.length,
    same: null,
    report: worth.reportPath,
    firstCause: verdict === "fail" ? causeRow(worth.cause ?? firstOf(shown)) : null,
    steps,
    reason,
  };
}

/** Somebody handed in what another one had: it was played once. */
export function sameRow(who: Who, first: Graded): Graded {
  return { ...first, student: undefined, ...whose(who), tries: 0, same: first.id };
}

function whose({ id, student }: Who): Pick<Graded, "id" | "student"> {
  return student ? { id, student } : { id };
}

function firstOf(shown: Shown | undefined): Finding | undefined {
  return shown?.findings.find(
    ({ severity, followsFrom }) => severity !== "hint" && followsFrom === null,
  );
}

function causeRow(cause: Cause | undefined): Graded["firstCause"] {
  if (!cause) return null;
  const { rule, title, because, hints } = cause;
  return { rule, title, because, hints };
}
