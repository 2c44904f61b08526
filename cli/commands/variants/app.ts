/** `halab lab variants`, and `halab lab test --variants`. */
import type { Plan } from "../../core/cluster/plan.ts";
import type { OpenedCase } from "../../core/run/play-cases.ts";
import type { App } from "../app.ts";

export interface VariantOptions {
  readonly students: string;
  readonly secret: string;
  readonly out?: string;
  readonly fault?: boolean;
  readonly lang?: string;
  readonly json?: boolean;
}

/** A folder for each student of a list. */
export async function handOutVariants(
  app: App,
  name: string,
  options: VariantOptions,
): Promise<void> {
  const [{ handOut }, { readRoster }, secrets, book, words] = await Promise.all([
    import("../../grading/variants/hand-out.ts"),
    import("../../grading/variants/roster.ts"),
    import("../../grading/variants/secret.ts"),
    import("../../grading/variants/book.ts"),
    import("../../grading/variants/words.ts"),
  ]);
  const { languageFrom } = await import("../../core/base/language.ts");
  const { basename } = await import("node:path");
  const { ourRenderer } = await import("../../render/ours.ts");
  const output = await import("../../ui/output.ts");
  const tasks = await import("../../ui/tasks.ts");
  const students = readRoster(options.students);
  const { out = `${basename(name)}-variants`, fault = false } = options;
  const { secret, made: fresh } = secrets.ensureSecret(options.secret);
  if (fresh) output.printHints([`${options.secret} is new: a secret was made for it`]);
  const made = new Set<string>();
  const lang = languageFrom({ option: options.lang, env: process.env });
  const onStudent = ({ id }: { readonly id: string }, isNew: boolean) => {
    if (isNew) made.add(id);
  };
  const what = {
    lab: name,
    students,
    secret,
    out,
    lang,
    fault,
    renderer: ourRenderer(),
    onStudent,
  };
  const view = await tasks.progressView(tasks.viewOptions(options.json));
  const handed = await handOut(what, app.ctx(view.onProgress)).finally(view.close);
  if (options.json) return output.printJson({ ...handed, secret: undefined, made: [...made] });
  const rows = handed.students.map(({ id, folder, params, fault: planted }) => [
    ...[id, folder, words.valuesText(params)],
    ...(planted === undefined ? [] : [planted]),
  ]);
  const head = ["STUDENT", "FOLDER", "VALUES", ...(fault ? ["MISTAKE"] : [])];
  output.print(output.columns(head, rows));
  const files = { list: book.bookFile(out), secret: options.secret };
  output.print(`\n${words.handedLines(handed, made, files).join("\n")}`);
}

export interface CopyOptions {
  readonly students: string;
  readonly secret: string;
  readonly json?: boolean;
}

/** Hints for a person; the exit code is 0 whatever was found. */
export async function showCopies(lab: string, folder: string, options: CopyOptions): Promise<void> {
  const [{ lookForCopies }, { openVariants }, { copyLines }, output] = await Promise.all([
    import("../../grading/variants/look.ts"),
    import("../../grading/variants/params-for.ts"),
    import("../../grading/variants/words.ts"),
    import("../../ui/output.ts"),
  ]);
  const { readdirSync, statSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { HalabError } = await import("../../core/base/error.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new HalabError("NOT_FOUND", `there is no folder ${folder}`);
  const renderer = ourRenderer();
  const { students, secret } = options;
  const variants = await openVariants({ lab, students, secret, renderer });
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => ({ id: name, dir: join(folder, name) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const looked = await lookForCopies({ lab, variants, folders, renderer });
  if (options.json) output.printJson(looked);
  else output.print(copyLines(looked, folders.length).join("\n"));
}

export interface ProveOptions {
  readonly variants: string;
  readonly secretSeed?: string;
  readonly play?: boolean;
  readonly json?: boolean;
}

/** Plays the variants' solutions, as `lab test` plays its cases: gives the run of each that passed, by its id, and what went wrong. */
export type Playing = (cases: readonly OpenedCase[]) => Promise<readonly Ran[]>;

interface Ran {
  readonly name: string;
  readonly wrong: string | undefined;
  readonly dir: string;
}

/** Proves variants of labs; 1: some are not the same exercise. */
export async function proveVariantsOf(
  app: App,
  names: readonly string[],
  options: ProveOptions,
  playing: Playing,
): Promise<void> {
  const { HalabError } = await import("../../core/base/error.ts");
  const { print, printJson } = await import("../../ui/output.ts");
  if (names.length === 0)
    throw new HalabError("USAGE", "which lab?", { hint: "halab lab test LAB... --variants 20" });
  const labs = [];
  for (const lab of names) {
    const { lines, ...said } = await proofOf(lab, options, playing);
    labs.push(said);
    if (!options.json) for (const line of lines) print(line);
  }
  if (options.json) printJson({ schema: "halab/variants-proof/1", labs });
  app.exit(labs.every(({ right }) => right) ? 0 : 1);
}

async function proofOf(name: string, options: ProveOptions, playing: Playing) {
  const { proveVariants } = await import("../../grading/variants/prove.ts");
  const { proofLines } = await import("../../grading/variants/words.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const count = await countOf(options.variants);
  const seed = options.secretSeed ?? "variants of a test";
  const proof = await proveVariants({ lab: name, count, seed, renderer: ourRenderer() });
  const { lab } = proof;
  const sound = proof.variants.every(({ problems }) => problems.length === 0);
  const plays = options.play === true && sound;
  const unfair = plays ? await playedBy(proof.variants, playing) : [];
  const problems = [...proof.problems, ...unfair];
  const same = `ok   ${lab}: the solution earns all points with each of them, in the same time`;
  const lines = [
    ...proofLines(proof),
    ...unfair.map((problem) => `FAIL ${lab}: ${problem}`),
    ...(plays && unfair.length === 0 ? [same] : []),
  ];
  const variants = proof.variants.map(({ id, values, problems }) => ({ id, values, problems }));
  return { lab, right: sound && problems.length === 0, variants, problems, lines };
}

async function countOf(text: string): Promise<number> {
  const { HalabError } = await import("../../core/base/error.ts");
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new HalabError("USAGE", `--variants must be a whole number from 1 to 1000, not "${text}"`);
}

type Variant = {
  readonly id: string;
  readonly opened: { readonly lab: OpenedCase["lab"]; readonly plan: Plan } | undefined;
};

async function playedBy(
  variants: readonly Variant[],
  playing: Playing,
): Promise<readonly string[]> {
  const { readFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { casesOf } = await import("../../core/run/cases.ts");
  const { unfairRuns } = await import("../../grading/variants/played.ts");
  const cases = variants.flatMap(({ id, opened }): OpenedCase[] => {
    const [solution] = opened ? casesOf(opened.lab) : [];
    return opened && solution ? [{ ...opened, one: { ...solution, name: id } }] : [];
  });
  const results = await playing(cases);
  const right = results.filter(({ wrong }) => wrong === undefined);
  // Written by ourselves, a moment ago.
  const runs = right.map(
    ({ name, dir }) => [name, JSON.parse(readFileSync(join(dir, "report.json"), "utf8"))] as const,
  );
  const wrong = results.flatMap(({ name, wrong: why }) =>
    why === undefined ? [] : [`${name}: ${why}`],
  );
  return [...wrong, ...unfairRuns(new Map(runs))];
}
