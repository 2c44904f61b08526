import type { Command } from "commander";
import type { OutOptions, Written } from "../../grading/out/format.ts";
import type { App } from "../app.ts";

interface Options {
  readonly output?: string;
  readonly only?: string;
  readonly worksheet?: string;
  readonly assignment?: string;
  readonly gradeColumn?: string;
  readonly feedbackColumn?: string;
  readonly scale?: boolean;
  readonly decimal: string;
  readonly hintLevel: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("grades")
    .summary("make a grade book's file of a batch: Moodle, Canvas, Gradescope, JUnit, pages ...")
    .description(
      "Writes the sheet of a batch (a folder that `halab grade` made, or its grades.json) in another format. Without arguments: which formats there are. Who is not gradable gets no number in any of them.",
    )
    .argument("[format]", "what `halab grades` lists")
    .argument("[batch]", "the batch's folder, or a sheet's file")
    .option("-o, --output <path>", "the file; a folder where each student has files of their own")
    .option("--only <id>", "just this submission")
    .option("--worksheet <file>", "what the platform gave to be filled in (moodle, canvas)")
    .option("--assignment <id>", "canvas: the id or the title of the column")
    .option("--grade-column <name>", "moodle: the column, in a language that halab does not know")
    .option("--feedback-column <name>", "moodle: the same of the feedback comments")
    .option("--scale", "the platform's maximum is another one: give the same share of it")
    .option("--decimal <sign>", "point or comma, in csv and moodle", "point")
    .option(
      "--hint-level <n>",
      "of the first cause: none of it, or it and so many hints, 0 to 3",
      "0",
    )
    .option("--lang <language>", "of feedback: en, de or hu; default: the locale's")
    .option("--json", "print what was made as JSON: its files, and what was left alone")
    .action((format: string | undefined, batch: string | undefined, options: Options) =>
      format === undefined ? list(app, options) : grades(app, [format, batch], options),
    );
}

async function list(app: App, { json }: Options): Promise<void> {
  const { formats } = await import("../../grading/out/formats.ts");
  const { columns, printJson } = await import("../../ui/output.ts");
  if (json) return printJson(formats.map(({ name, about, scope }) => ({ name, about, scope })));
  const { printPaged } = await import("../../ui/pager.ts");
  const rows = formats.map(({ name, about, scope }) => [name, scope, about]);
  await printPaged(columns(["FORMAT", "FOR EACH", "WHAT"], rows), app.globals);
}

async function grades(
  app: App,
  [name, where]: readonly [string, string | undefined],
  options: Options,
): Promise<void> {
  const { requireFormat } = await import("../../grading/out/formats.ts");
  const { makeFormat, onlyOne, requireOther, writeFormat } = await import(
    "../../grading/out/make.ts"
  );
  const { readSheet, readTable } = await import("../../grading/out/read.ts");
  const { printHints } = await import("../../ui/output.ts");
  const format = requireFormat(name);
  if (where === undefined) throw await usage("of which batch?", `halab grades ${name} DIR`);
  const { output, only, worksheet } = options;
  if (worksheet !== undefined && !format.fills)
    throw await usage(`${name} fills in no worksheet of a platform`);
  if (format.scope === "student" && output === undefined && only === undefined && !options.json)
    throw await usage(
      `${name} has files for each student: into which folder?`,
      "-o DIR, or --only ID for one of them",
    );
  const read = readSheet(where);
  const sheet = only === undefined ? read.sheet : onlyOne(read.sheet, only);
  const wishes = { ...(await wishesOf(options)), worksheet: worksheet && readTable(worksheet) };
  const written = await makeFormat(format, { ...read, sheet }, wishes);
  if (worksheet && output !== undefined) requireOther(worksheet, output, written.files);
  const paths = output === undefined ? undefined : writeFormat(format, written, output);
  if (!options.json) printHints(written.notes);
  await show(written, paths, { ...options, name });
  app.exit(0);
}

/** Where it was not written into files: the text itself, of several the first, which is the result. */
async function show(
  { files, notes }: Written,
  paths: readonly string[] | undefined,
  { json, name }: { readonly json?: boolean; readonly name: string },
): Promise<void> {
  const { printJson } = await import("../../ui/output.ts");
  const { shown } = await import("../../core/base/shown.ts");
  if (json) {
    const made = paths ? paths.map((path) => ({ path })) : files;
    printJson({ schema: "halab/grade-book/1", format: name, files: made, notes });
  } else if (paths) {
    process.stderr.write(
      paths.length === 1 ? `${shown(paths[0] ?? "")}\n` : `${paths.length} files written\n`,
    );
  } else process.stdout.write(files[0]?.text ?? "");
}

async function wishesOf(options: Options): Promise<Omit<OutOptions, "at" | "worksheet">> {
  const { languageFrom } = await import("../../core/base/language.ts");
  const { decimal, hintLevel, lang } = options;
  const { assignment, gradeColumn, feedbackColumn, scale } = options;
  const told = ([0, 1, 2, 3] as const).find((level) => String(level) === hintLevel);
  if (told === undefined && hintLevel !== "none")
    throw await usage(`--hint-level: "${hintLevel}" is not none, 0, 1, 2 or 3`);
  if (decimal !== "point" && decimal !== "comma")
    throw await usage(`--decimal: "${decimal}" is not point or comma`);
  return {
    language: languageFrom({ option: lang, env: process.env }),
    told: told ?? "nothing",
    ...{ decimal, assignment, gradeColumn, feedbackColumn, scale },
  };
}

async function usage(message: string, hint?: string) {
  const { HalabError } = await import("../../core/base/error.ts");
  return new HalabError("USAGE", message, { hint });
}
