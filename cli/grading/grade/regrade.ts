/** Judges the stored journals of a batch anew, after halab, the lab or the rubric has changed: nothing is played. */
import { join, resolve } from "node:path";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import { readJournal } from "../../core/journal/file.ts";
import { RunView } from "../../core/journal/view.ts";
import { grade } from "../../core/judge/grade.ts";
import type { Report } from "../../core/judge/report.ts";
import { loadKindsIn } from "../../core/kinds/all.ts";
import { type Graded, type GradeSheet, sheetSchema } from "../sheet.ts";
import type { BatchEntry, BatchFile } from "./batch.ts";
import { sideFor } from "./candidate.ts";
import { causeOf } from "./cause.ts";
import type { TryRecord } from "./fair.ts";
import { crowdedIn, explainedBy, judged } from "./judged.ts";
import { type LabSide, type Looked, lookAt, refusedBy, shownBy } from "./looked.ts";
import { type Result, resultIn } from "./result.ts";
import { playedRow, refusedRow, sameRow } from "./row.ts";
import type { Rubric } from "./rubric.ts";
import { writeJson } from "./store.ts";

interface RegradeOptions {
  /** The batch's folder. */
  readonly dir: string;
  readonly batch: BatchFile;
  readonly side: LabSide;
  /** Instead of the batch's. */
  readonly rubric: Rubric;
}

/** A submission that had a result: what it was given, and what it would be given now. */
export interface Regraded {
  readonly entry: BatchEntry;
  readonly old: Graded;
  readonly result: Result;
  /** Of its last run; undefined where there is none. */
  readonly report: Report | undefined;
}

export async function regradeBatch(options: RegradeOptions): Promise<readonly Regraded[]> {
  const all: Regraded[] = [];
  for (const entry of options.batch.submissions) {
    const known = resultIn(join(options.dir, entry.folder));
    if (known) all.push(await again(entry, known, all, options));
  }
  return all;
}

async function again(
  entry: BatchEntry,
  known: Result,
  before: readonly Regraded[],
  options: RegradeOptions,
): Promise<Regraded> {
  const { dir, batch, rubric } = options;
  const side = await sideFor(entry, options);
  const old = known.row;
  const made = (row: Graded, tries: readonly TryRecord[], report?: Report): Regraded => {
    return { entry, old, report, result: { ...known, row, tries: [...tries] } };
  };
  const first = before.find((one) => one.entry.id === old.same);
  if (first) return made(sameRow(entry, first.result.row), []);
  const looked = lookAgain(entry, known, resolve(dir, entry.dir), side);
  const shown = shownBy(looked);
  const worth = { who: entry, plan: side.plan, rubric, shown };
  if (known.tries.length === 0) {
    const reason = "refused" in looked ? looked.refused : (old.reason ?? "it was not played");
    return made(refusedRow(worth, reason), []);
  }
  const plan = "plan" in looked ? looked.plan : side.plan;
  const here = join(dir, entry.folder);
  const { tries, last } = await triesAgain(here, known.tries, {
    plan,
    findings: shown?.findings ?? [],
  });
  const cause =
    last && (await causeOf({ ...last, failed: last.said.failed }, side.starter, batch.language));
  const report = last?.report;
  const reportPath = report ? join(entry.folder, "report.json") : null;
  return made(playedRow({ ...worth, tries, report, cause, reportPath }), tries, report);
}

/** What a daemon's own checker refused stands: it is not asked again. */
function lookAgain(entry: BatchEntry, known: Result, dir: string, side: LabSide): Looked {
  if (entry.refused !== null) return { refused: entry.refused };
  const looked = lookAt(dir, side);
  const { refusals = [] } = known;
  if (refusals.length === 0 || "refused" in looked) return looked;
  return refusedBy(looked.plan, refusals, { dir, side });
}

/** What is asked now, and what the files show. */
interface Asked {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** `last`: the last try's, if it got as far as its steps. */
async function triesAgain(
  folder: string,
  records: readonly TryRecord[],
  asked: Asked,
): Promise<{ readonly tries: readonly TryRecord[]; readonly last: Judged | undefined }> {
  const tries: TryRecord[] = [];
  let last: Judged | undefined;
  for (const record of records) {
    const { run } = record;
    last = run === null ? undefined : await judgeAgain(join(folder, run), record.short, asked);
    tries.push(last ? { ...record, ...last.said } : record);
  }
  return { tries, last };
}

interface Judged {
  readonly view: RunView;
  readonly dir: string;
  readonly report: Report;
  readonly said: Pick<TryRecord, "outcome" | "said" | "failed" | "crowded">;
}

/** Undefined: the run broke off before its first step, which no other judgement changes. */
async function judgeAgain(
  dir: string,
  short: boolean,
  { plan, findings }: Asked,
): Promise<Judged | undefined> {
  const events = readJournal(join(dir, "journal.ndjson"));
  const told = events.map((event) =>
    event.kind === "run" ? { ...event, plan: askedNow(event.plan, plan) } : event,
  );
  const view = RunView.of(told);
  if (!view.plan || view.steps.size === 0) return undefined;
  const report = grade(view, await loadKindsIn(view.plan));
  const explained = explainedBy(findings);
  const said = judged(report, explained);
  const unexplained = said.failed.filter((step) => !explained.includes(step));
  const crowded = crowdedIn(view, unexplained, short);
  return { view, dir, report, said: { ...said, crowded } };
}

/** What was played, with what the lab asks of it now. A step that breaks something else by now stays as it was. */
function askedNow(played: Plan, now: Plan): Plan {
  const steps = played.steps.map((step) => {
    const same = now.steps.find(
      ({ id, fault }) => id === step.id && JSON.stringify(fault) === JSON.stringify(step.fault),
    );
    return same ? { ...step, title: same.title, expect: same.expect, mended: same.mended } : step;
  });
  return { ...played, steps };
}

/** What is different, step by step; empty: nothing. */
export function differences({ old, result: { row } }: Regraded): readonly string[] {
  const steps = row.steps.flatMap((step) => {
    const was = old.steps.find(({ id }) => id === step.id);
    const [from, to] = [was && worthOf(was), worthOf(step)];
    return from === to ? [] : [`${step.id}: ${from ?? "not there"}, now ${to}`];
  });
  const given = ({ points, maxPoints }: Graded["static"]) => `${points} of ${maxPoints}`;
  const [from, to] = [given(old.static), given(row.static)];
  const files = from === to ? [] : [`files: ${from}, now ${to}`];
  const verdict = old.verdict === row.verdict ? [] : [`${old.verdict}, now ${row.verdict}`];
  return [...verdict, ...steps, ...files];
}

function worthOf({ verdict, points, maxPoints }: Graded["steps"][number]): string {
  return `${verdict}, ${points} of ${maxPoints}`;
}

/** Puts the new grades in the place of the old ones, of which grades.before.json keeps the last. */
export function publishRegraded(
  { dir, batch, rubric }: RegradeOptions,
  all: readonly Regraded[],
): GradeSheet {
  const { lab, id, submissions } = batch;
  const sheet = (rows: readonly Graded[]): GradeSheet => {
    return { schema: sheetSchema, lab, batch: id, submissions: rows };
  };
  writeJson(join(dir, "grades.before.json"), sheet(all.map(({ old }) => old)));
  for (const { entry, result, report } of all) {
    if (report) writeJson(join(dir, entry.folder, "report.json"), report);
    writeJson(join(dir, entry.folder, "result.json"), result);
  }
  writeJson(join(dir, "batch.json"), { ...batch, rubric, submissions });
  const now = sheet(all.map(({ result }) => result.row));
  writeJson(join(dir, "grades.json"), now);
  return now;
}
