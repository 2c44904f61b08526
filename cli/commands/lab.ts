import type { Command } from "commander";
import type { CaseResult, OpenedCase } from "../core/run/play-cases.ts";
import type { App } from "./app.ts";
import type { NewOptions } from "./authors/app.ts";
import type { CopyOptions, VariantOptions } from "./variants/app.ts";

interface TestOptions {
  readonly all?: boolean;
  readonly only?: string;
  readonly rotate?: string;
  readonly repeat?: string;
  readonly jobs: string;
  readonly name?: string;
  readonly provider: string;
  readonly variants?: string;
  readonly secretSeed?: string;
  readonly play?: boolean;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  const lab = root.command("lab").summary("for authors of labs: new, lint, test ...");
  lab
    .command("new")
    .summary("a lab's folder that runs at once, as a beginning")
    .argument("<name>", "its name, or a path: the folder that is made")
    .option("--kind <kind>", "what it is about: balancer, pair or name-servers")
    .option("--servers <count>", "how many servers it has")
    .option("--from <lab>", "a copy of this lab instead, by its name or its folder")
    .option("--json", "print JSON")
    .action(async (name: string, options: NewOptions) => {
      const { newLab } = await import("./authors/app.ts");
      await newLab(app, name, options);
    });
  lab
    .command("starter")
    .summary("make the starter from the solution, by the TODO marks in its comments")
    .argument("<lab>")
    .action(async (name: string) => {
      const { renewStarter } = await import("./authors/app.ts");
      await renewStarter(name);
    });
  lab
    .command("add")
    .summary("labs of a git repository: copied once, named like any other; again: as it is now")
    .argument("<url>", "its address, or a folder; with #REF a branch, a tag or a commit")
    .option("--json", "print JSON")
    .action(async (url: string, options: { readonly json?: boolean }) => {
      const { addOutside } = await import("./authors/app.ts");
      await addOutside(app, url, options);
    });
  lab
    .command("remove")
    .summary("take away what `lab add` has copied")
    .argument("<url>", "its address, or one of its labs")
    .action(async (url: string) => {
      const { removeOutside } = await import("./authors/app.ts");
      await removeOutside(url);
    });
  lab
    .command("reference")
    .summary("what lab.yaml and templates can say, with every key: lab, roles, steps, services ...")
    .argument("[page]", "lab, roles, steps, services, images, templates or helpers")
    .option("--write <dir>", "write all pages into this folder (docs/reference)")
    .action(async (page: string | undefined, options: { readonly write?: string }) => {
      const { showReference } = await import("./authors/app.ts");
      await showReference(app, page, options);
    });
  registerClass(lab, app);
  registerProofs(lab, app);
}

function registerProofs(lab: Command, app: App): void {
  lab
    .command("lint")
    .summary("every mistake of a lab's files, with its place")
    .argument("<lab>")
    .action(async (name: string) => {
      const { lint } = await import("./authors/app.ts");
      await lint(name);
    });
  lab
    .command("test")
    .summary("prove a lab: starter fails, solution passes, each mutant is caught by its step")
    .argument("[labs...]", "names from `halab labs`, or paths to labs' folders")
    .option("--all", "every lab that comes with halab")
    .option("--only <names>", "cases by name, or alternatives, mutants; several with commas")
    .option(
      "--rotate <commit>",
      "the solution, and two of starter and mutants of each lab: others with each commit",
    )
    .option("--repeat <count>", "each case so often: it has to give the same each time")
    .option("--jobs <count>", "clusters at a time; auto goes by this machine's load", "auto")
    .option("--name <prefix>", "what the clusters' names begin with (default: the labs' names)")
    .option("--provider <name>", "what makes the nodes: auto, docker, qemu or vagrant", "auto")
    .option(
      "--variants <count>",
      "prove instead that so many students' variants are the same exercise",
    )
    .option("--secret-seed <text>", "what these variants are drawn by")
    .option("--play", "play the solution of each variant, too")
    .option("--json", "print JSON")
    .action((names: string[], options: TestOptions) => test(app, names, options));
}

/** What a class is handed, and whose values come back from it. */
function registerClass(lab: Command, app: App): void {
  lab
    .command("variants")
    .summary("a folder for each student of a class, with values of their own")
    .argument("<lab>")
    .requiredOption(
      "--students <file>",
      "the class: a CSV with id, name, email, lang (id or email)",
    )
    .requiredOption("--secret <file>", "what the values are drawn by; made if it is not there")
    .option("--out <dir>", "where the folders go (default: LAB-variants)")
    .option("--fault", "a mistake to be found in each folder, instead of the starter")
    .option("--lang <language>", "of who names none: en, de or hu; default: the locale's")
    .option("--json", "print halab/variants/1")
    .action(async (name: string, options: VariantOptions) => {
      const { handOutVariants } = await import("./variants/app.ts");
      await handOutVariants(app, name, options);
    });
  lab
    .command("copies")
    .summary("whose values stand in whose submission, and which are alike: hints, no verdict")
    .argument("<lab>")
    .argument("<folder>", "a folder with a folder for each submission")
    .requiredOption("--students <file>", "the class's list, or variants.json of `lab variants`")
    .requiredOption("--secret <file>", "what the values were drawn by")
    .option("--json", "print halab/copies/1")
    .action(async (name: string, folder: string, options: CopyOptions) => {
      const { showCopies } = await import("./variants/app.ts");
      await showCopies(name, folder, options);
    });
}

async function test(app: App, names: readonly string[], options: TestOptions): Promise<void> {
  if (options.variants !== undefined)
    return testVariants(app, names, { ...options, variants: options.variants });
  const [{ testCases }, { loadProvider }, summary, output] = await Promise.all([
    import("../core/run/play-cases.ts"),
    import("../providers/load.ts"),
    import("../core/run/case-summary.ts"),
    import("../ui/output.ts"),
  ]);
  const { print, printJson, wrap } = output;
  const { cleanLines } = await import("../core/base/clean.ts");
  const jobs = await jobsOf(options);
  const times = await timesOf(options);
  const { repeated, repeatedLines } = await import("../core/run/proof/repeat.ts");
  const { scoreLines, scoresOf } = await import("../core/run/proof/score.ts");
  const cases = repeated(await casesFor(names, options), times);
  const ctx = app.ctx(() => {});
  const startNs = ctx.clock.nowNs();
  const results = await testCases(
    {
      cases,
      jobs,
      prefix: options.name,
      provider: await loadProvider(options.provider),
      written: rewritePage,
      onResult: (result, left) => {
        const lines = summary.caseLines(result, `${cases.length - left}/${cases.length}`);
        const text = lines.map((line) => wrap(line, output.width(), 5)).join("\n");
        if (options.json) process.stderr.write(`${cleanLines(text)}\n`);
        else print(text);
      },
    },
    ctx,
  );
  const again = times > 1 ? repeatedLines(results) : { lines: [], differing: 0 };
  const scores = scoreLines(scoresOf(results));
  if (options.json) {
    process.stderr.write(`${cleanLines([...again.lines, ...scores].join("\n"))}\n`);
    printJson(results);
  } else {
    print(`\n${output.columns(summary.labHead, summary.labRows(results))}\n`);
    const closing = summary.closingLines(results, (ctx.clock.nowNs() - startNs) / 1e6);
    for (const line of [...again.lines, ...closing, ...scores])
      print(wrap(line, output.width(), 4));
  }
  const code = summary.exitCodeFor(results);
  app.exit(code === 0 && again.differing > 0 ? 1 : code);
}

/** By their files; with --play on clusters, too. */
async function testVariants(
  app: App,
  names: readonly string[],
  options: TestOptions & { readonly variants: string },
): Promise<void> {
  const { proveVariantsOf } = await import("./variants/app.ts");
  const { labNames } = await import("../core/lab/open.ts");
  const { testCases } = await import("../core/run/play-cases.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { caseLines } = await import("../core/run/case-summary.ts");
  const { cleanLines } = await import("../core/base/clean.ts");
  const onResult = (result: CaseResult, left: number) =>
    void process.stderr.write(`${cleanLines(caseLines(result, `${left} left`).join("\n"))}\n`);
  await proveVariantsOf(app, options.all ? labNames() : names, options, async (cases) => {
    const provider = await loadProvider(options.provider);
    const playing = { cases, jobs: await jobsOf(options), prefix: options.name, provider };
    return await testCases(
      { ...playing, written: rewritePage, onResult },
      app.ctx(() => {}),
    );
  });
}

async function timesOf({ repeat = "1" }: TestOptions): Promise<number> {
  const { HalabError } = await import("../core/base/error.ts");
  const times = Number(repeat);
  if (Number.isInteger(times) && times >= 1 && times <= 1000) return times;
  throw new HalabError("USAGE", `--repeat must be a whole number from 1 to 1000, not "${repeat}"`, {
    hint: "halab lab test LAB --repeat 3",
  });
}

/** "auto", or a number. Vagrant locks its boxes and networks: one at a time, unless it is asked for more. */
async function jobsOf({ jobs, provider }: TestOptions): Promise<number | "auto"> {
  if (jobs === "auto") return provider === "vagrant" ? 1 : "auto";
  const { HalabError } = await import("../core/base/error.ts");
  const count = Number(jobs);
  if (!Number.isInteger(count) || count < 1)
    throw new HalabError("USAGE", `--jobs must be auto or a whole number, not "${jobs}"`);
  return count;
}

/** The chosen cases of the labs, each planned with its files: mistakes come before any cluster. */
async function casesFor(names: readonly string[], options: TestOptions): Promise<OpenedCase[]> {
  const { labNames, openLab } = await import("../core/lab/open.ts");
  const { casesOf, chooseCases } = await import("../core/run/cases.ts");
  const { casesInTurn, rotating } = await import("../core/run/turn.ts");
  const { planUntil } = await import("../core/cluster/plan.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const wanted = options.all ? labNames() : names;
  if (wanted.length === 0)
    throw new HalabError("USAGE", "which lab?", { hint: "halab lab test LAB...   (or --all)" });
  const renderer = createRenderer(templatesDir());
  const labs = await Promise.all(
    [...new Set(wanted)].map(async (name) => {
      const { lab, plan } = await openLab(name, { renderer });
      const all = casesOf(lab);
      const commit = options.rotate;
      const turn = { commit: commit ?? "", lab: lab.name, count: rotating(plan.steps.length) };
      return { name, lab, cases: commit === undefined ? all : casesInTurn(all, turn) };
    }),
  );
  const every = labs.flatMap(({ cases }) => cases);
  const chosen = new Set(
    options.only === undefined
      ? every
      : chooseCases(every, options.only.split(","), labs.map(({ lab }) => lab.name).join(", ")),
  );
  const opened = labs.flatMap(({ name, cases }) =>
    cases
      .filter((one) => chosen.has(one))
      .map(async (one) => {
        const { lab, plan } = await openLab(name, { renderer, sources: () => one.sources });
        // What comes after the step that must catch it says nothing more.
        return { one, lab, plan: planUntil(plan, one.catches) };
      }),
  );
  return await Promise.all(opened);
}

/** The page of a run that is over, from its journal. */
async function rewritePage(dir: string, { lab, plan }: OpenedCase): Promise<void> {
  const { join } = await import("node:path");
  const { readFileSync } = await import("node:fs");
  const { readJournal } = await import("../core/journal/file.ts");
  const { RunView } = await import("../core/journal/view.ts");
  const { writePage } = await import("../report/page/pages.ts");
  const report = JSON.parse(readFileSync(join(dir, "report.json"), "utf8"));
  const view = RunView.of(readJournal(join(dir, "journal.ndjson")));
  await writePage(dir, report, view, { plan, readers: lab.kinds.readers });
}
