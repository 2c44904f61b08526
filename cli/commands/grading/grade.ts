import { rmSync } from "node:fs";
import { type Command, Option } from "commander";
import type { Ctx } from "../../core/base/time.ts";
import type { BatchFile } from "../../grading/grade/batch.ts";
import type { LabSide } from "../../grading/grade/looked.ts";
import { type App, collectParam, isolateOption } from "../app.ts";
import { fromHere, jobsOf, sideOf, writePages } from "./app.ts";

interface Options {
  readonly out?: string;
  readonly resume?: string;
  readonly again?: boolean;
  readonly rubric?: string;
  readonly students?: string;
  readonly secret?: string;
  readonly param?: Record<string, string>;
  readonly jobs?: string;
  readonly queue?: string;
  readonly budget?: string;
  readonly static?: boolean;
  readonly slurm?: boolean;
  readonly one?: string;
  readonly provider?: string;
  readonly isolate?: string;
  readonly format?: readonly string[];
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("grade")
    .summary("grade many submissions of a lab: a report for each, a sheet for all")
    .description(
      "Looks at each submission's files, plays it on a fresh cluster of its own, several at a time, and plays again alone what was not clear. What was graded stands when it is killed: --resume grades the rest. Exit code 3: some could not be graded, at no fault of theirs.",
    )
    .argument("[lab]", "a name from `halab labs`, or a path to a lab's folder")
    .argument("[paths...]", "the submissions; each is called as its folder or archive")
    .option("--out <dir>", "a new folder for the sheet, the reports and the runs")
    .option("--resume <dir>", "grade what is missing of the batch in this folder")
    .option("--again", "with --resume: also what was not gradable")
    .option("--rubric <file>", "the course's weights for the steps, as YAML")
    .option("--students <file>", "who has which values: the class's list, or variants.json")
    .option("--secret <file>", "with --students: what the values are drawn with")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .option("--jobs <count>", "clusters at a time; auto (the default) goes by this machine's load")
    .option("--queue <url>", "others play it: a PostgreSQL that `halab worker` on any host asks")
    .option("--budget <time>", "how long one try may take, as 15m; default: by the lab's steps")
    .option("--static", "look at the files only, without a cluster; --resume plays them later")
    .addOption(
      new Option(
        "--slurm",
        "play nothing: write an array job for Slurm, a submission each",
      ).conflicts(["static", "queue", "jobs"]),
    )
    .addOption(
      new Option(
        "--one <number>",
        "with --resume: play this one alone, as the array job does",
      ).conflicts(["slurm", "static", "queue", "jobs", "again", "format"]),
    )
    .option("--provider <name>", "what makes the nodes: auto, docker, qemu or vagrant")
    .option("--format <names...>", "grade books in DIR/books as results come: `halab grades`")
    .addOption(isolateOption())
    .option("--lang <language>", "of the reports: en, de or hu", "en")
    .option("--json", "print the sheet as JSON (halab/grades/1)")
    .action((lab: string | undefined, paths: string[], options: Options) =>
      grade(app, lab, paths, options),
    );
}

interface Batch {
  readonly batch: BatchFile;
  readonly side: LabSide;
}

async function grade(
  app: App,
  lab: string | undefined,
  paths: readonly string[],
  options: Options,
): Promise<void> {
  const { gradeBatch, lookThrough } = await import("../../grading/grade/run-batch.ts");
  const { holdBatch } = await import("../../grading/grade/hold.ts");
  const { loadProvider } = await import("../../providers/load.ts");
  const { progressView, viewOptions } = await import("../../ui/tasks.ts");
  const { resume, out } = options;
  const dir = resume ?? out;
  if (dir === undefined) throw await missing("--out DIR, or --resume DIR");
  const one = options.one === undefined ? undefined : await numberOf(options);
  const jobs = await jobsOf(options.jobs ?? "auto");
  const { requireQueueUrl } = await import("../../grading/queue/url.ts");
  const queue = options.queue === undefined ? undefined : requireQueueUrl(options.queue);
  const playsToo = options.jobs !== undefined;
  const { GradeBooks, requireBooks } = await import("../../grading/out/books/renewed.ts");
  const formats = requireBooks(options.format ?? []);
  const view = await progressView(viewOptions());
  const ctx = app.ctx(view.onProgress);
  try {
    const given = [...(lab === undefined ? [] : [lab]), ...paths];
    const open =
      resume === undefined ? await toBegin(dir, given, options, ctx) : await resumed(dir, given);
    if (one !== undefined)
      return await gradeOne(app, { one, dir, ...(await open()) }, options, ctx);
    // Two that grade into one folder would give each other's grades.
    using _ = holdBatch(dir);
    const { batch, side } = await open();
    ctx.signal.throwIfAborted();
    const provider = await loadProvider(batch.provider);
    if (options.static) {
      const looked = await lookThrough({ dir, batch, side, provider }, ctx);
      await view.close();
      return await show(looked, options);
    }
    if (options.slurm) {
      const { prepareSlurm } = await import("../../grading/slurm/prepare.ts");
      const prepared = await prepareSlurm({ dir, batch, side, provider, jobs }, ctx);
      await view.close();
      return await showSlurm(prepared, dir, options);
    }
    const { languageNamed } = await import("../../core/base/language.ts");
    const books = new GradeBooks(dir, formats, languageNamed(batch.language));
    const progress: Ctx["progress"] = (event) => {
      ctx.progress(event);
      books.renew();
    };
    const how = { jobs, again: options.again, queue, playsToo };
    const sheet = await gradeBatch({ dir, batch, side, provider, ...how }, { ...ctx, progress });
    await books.end();
    await writePages(dir, batch, side);
    await view.close();
    await show(fromHere(sheet, dir), options);
    const missed = sheet.submissions.some(({ verdict }) => verdict === "not gradable");
    app.exit(missed ? 3 : 0);
  } finally {
    await view.close();
  }
}

/** What others play at the same time is not ours to look at: no sheet is made, and nobody holds the batch. */
async function gradeOne(
  app: App,
  { one, dir, batch, side }: Batch & { readonly one: number; readonly dir: string },
  { json }: Options,
  ctx: Ctx,
): Promise<void> {
  const { loadProvider } = await import("../../providers/load.ts");
  const { playOne } = await import("../../grading/slurm/play-one.ts");
  const provider = await loadProvider(batch.provider);
  const result = await playOne(one, { dir, batch, side, provider, jobs: 1 }, ctx);
  const { printJson } = await import("../../ui/output.ts");
  if (json && result) printJson(result.row);
  app.exit(result?.row.verdict === "not gradable" ? 3 : 0);
}

/** `--one`. Throws USAGE. */
async function numberOf({ one, resume }: Options): Promise<number> {
  const number = Number(one);
  if (resume !== undefined && Number.isInteger(number) && number >= 1) return number;
  const { HalabError } = await import("../../core/base/error.ts");
  throw new HalabError("USAGE", "--one takes the number of a submission in a batch that there is", {
    hint: "halab grade --resume DIR --one 1",
  });
}

async function showSlurm(
  { script, open }: { readonly script: string | undefined; readonly open: number },
  dir: string,
  { json }: Options,
): Promise<void> {
  const { print, printJson } = await import("../../ui/output.ts");
  if (json) return printJson({ schema: "halab/slurm/1", script: script ?? null, open });
  const sheet = `halab grade --resume ${dir}`;
  if (script === undefined) print(`nothing has to be played\n\n${sheet}   makes the sheet`);
  else
    print(
      `sbatch ${script}   plays ${open}\n${sheet}   afterwards: the sheet, and what is missing`,
    );
}

/** Everything that was asked for is looked at before anything is made; then the submissions are taken in. */
async function toBegin(
  dir: string,
  [lab, ...paths]: readonly string[],
  options: Options,
  ctx: Ctx,
): Promise<() => Promise<Batch>> {
  if (lab === undefined) throw await missing("the lab");
  if (paths.length === 0) throw await missing("the submissions: nothing was handed in");
  const { createBatch, intakeFolder, requireNew } = await import("../../grading/grade/batch.ts");
  const { printOf } = await import("../../grading/grade/looked.ts");
  const { requirePoints, loadRubric, noRubric } = await import("../../grading/grade/rubric.ts");
  const { languageNamed } = await import("../../core/base/language.ts");
  const { intake } = await import("../../grading/intake/take.ts");
  const { takesOf } = await import("../../core/lab/submission/takes.ts");
  requireNew(dir);
  const { param: params = {}, provider = "auto" } = options;
  const language = languageNamed(options.lang ?? "en");
  const isolate = options.isolate === "vm";
  const side = await sideOf(lab, params, { language, isolate });
  const { plan } = side;
  const rubric = options.rubric === undefined ? noRubric : loadRubric(options.rubric, plan);
  requirePoints(plan, rubric);
  const budgetMs = await budgetOf(options.budget, plan.steps.length);
  const { name, dir: labDir } = side.lab;
  const { withoutPassword } = await import("../../grading/queue/url.ts");
  const queue = options.queue === undefined ? {} : { queue: withoutPassword(options.queue) };
  const fixed = {
    ...queue,
    lab: name,
    labDir,
    labPrint: printOf(plan),
    params,
    rubric,
    provider,
    language,
    ...(isolate ? { isolate } : {}),
  };
  return async () => {
    const into = intakeFolder(dir);
    // Of one that was killed before its batch began.
    rmSync(into, { recursive: true, force: true });
    const owners = takesOf(side.lab.file).keys();
    const variants = await variantsOf(labDir, options);
    const submissions = await intake(paths, { into, owners }, ctx);
    if (submissions.length === 0) throw await missing("the submissions: nothing was handed in");
    return {
      side,
      batch: createBatch(dir, { ...fixed, budgetMs, submissions, paramsFor: variants?.paramsFor }),
    };
  };
}

/** Everybody's values; undefined: all have the same. */
async function variantsOf(lab: string, { students, secret }: Options) {
  if (students === undefined && secret === undefined) return undefined;
  if (students === undefined || secret === undefined)
    throw await missing(students === undefined ? "--students FILE" : "--secret FILE");
  const { openVariants } = await import("../../grading/variants/params-for.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  return openVariants({ lab, students, secret, renderer: ourRenderer() });
}

/** The batch says with what it was begun: that is graded on with. */
async function resumed(dir: string, given: readonly string[]): Promise<() => Promise<Batch>> {
  const { HalabError } = await import("../../core/base/error.ts");
  if (given.length > 0)
    throw new HalabError(
      "USAGE",
      `a batch that is resumed takes no more submissions (${given[0]})`,
      {
        hint: `halab grade --resume ${dir}`,
      },
    );
  const { openBatch } = await import("../../grading/grade/batch.ts");
  const { printOf } = await import("../../grading/grade/looked.ts");
  const { howOf } = await import("../../grading/grade/side.ts");
  const batch = openBatch(dir);
  const side = await sideOf(batch.labDir, batch.params, howOf(batch));
  if (printOf(side.plan) !== batch.labPrint)
    throw new HalabError("CONFLICT", `${batch.lab}, or halab, has changed since the batch began`, {
      hint: "halab grade LAB PATH... --out NEW-FOLDER",
    });
  return async () => ({ batch, side });
}

async function show(sheet: ReturnType<typeof fromHere>, { json }: Options): Promise<void> {
  const { columns, print, printJson } = await import("../../ui/output.ts");
  if (json) return printJson(sheet);
  const rows = sheet.submissions.map((row) => [
    row.id,
    row.verdict,
    row.points === null ? "-" : `${row.points}`,
    `${row.maxPoints}`,
    `${row.tries}`,
    row.same === null
      ? (row.firstCause?.title ?? row.reason?.split("\n")[0] ?? "")
      : `= ${row.same}`,
  ]);
  print(columns(["SUBMISSION", "VERDICT", "POINTS", "OF", "TRIES", "WHY"], rows));
}

/** A lab's steps take some seconds to a minute each; a cluster of VMs some minutes to start. */
async function budgetOf(text: string | undefined, steps: number): Promise<number> {
  if (text === undefined) return (5 + steps) * 60_000;
  const { parseDurationMs } = await import("../../core/base/time.ts");
  const ms = parseDurationMs(text);
  if (ms !== undefined && ms > 0) return ms;
  const { HalabError } = await import("../../core/base/error.ts");
  throw new HalabError("USAGE", `--budget: "${text}" is no time`, { hint: "--budget 15m" });
}

async function missing(what: string): Promise<Error> {
  const { HalabError } = await import("../../core/base/error.ts");
  return new HalabError("USAGE", `what is missing: ${what}`, {
    hint: "halab grade LAB PATH... --out DIR",
  });
}
