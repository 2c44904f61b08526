import type { Command } from "commander";
import type { App } from "./app.ts";

interface TestOptions {
  readonly only?: string;
  readonly jobs: string;
  readonly name?: string;
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  const lab = root.command("lab").summary("for authors of labs: lint, test");
  lab
    .command("lint")
    .summary("every mistake of a lab's files, with its place")
    .argument("<lab>")
    .action((name: string) => lint(name));
  lab
    .command("test")
    .summary("prove a lab: starter fails, solution passes, each mutant is caught by its step")
    .argument("<lab>")
    .option("--only <names>", "cases by name, or alternatives, mutants; several with commas")
    .option("--jobs <count>", "clusters at a time", "1")
    .option("--name <prefix>", "what the clusters' names begin with (default: the lab's name)")
    .option("--provider <name>", "what makes the nodes: auto, docker, qemu or vagrant", "auto")
    .option("--json", "print JSON")
    .action((name: string, options: TestOptions) => test(app, name, options));
}

async function lint(name: string): Promise<void> {
  const { openLab } = await import("../core/lab/open.ts");
  const { casesOf } = await import("../core/run/cases.ts");
  const { lintGuide } = await import("../core/lab/lint-guide.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { print } = await import("../ui/output.ts");
  const renderer = createRenderer(templatesDir());
  const { lab, plan } = await openLab(name, { renderer });
  lintGuide(lab);
  const cases = casesOf(lab);
  for (const one of cases) await openLab(name, { renderer, sources: () => one.sources });
  const points = lab.file.steps
    .flatMap((step) => [...step.expect, ...step.mended])
    .reduce((sum, check) => sum + Number(check["points"] ?? 0), 0);
  print(
    `${lab.name}: ${plan.nodes.length} nodes, ${plan.steps.length} steps, ${points} points, ${cases.length} cases: no mistakes`,
  );
}

async function test(app: App, name: string, options: TestOptions): Promise<void> {
  const { openLab } = await import("../core/lab/open.ts");
  const { casesOf, chooseCases } = await import("../core/run/cases.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { columns, print, printJson } = await import("../ui/output.ts");
  const { testCases } = await import("../core/run/play-cases.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { writePages } = await import("../report/page/pages.ts");
  const renderer = createRenderer(templatesDir());
  const { lab } = await openLab(name, { renderer });
  const all = casesOf(lab);
  const cases =
    options.only === undefined ? all : chooseCases(all, options.only.split(","), lab.name);
  const jobs = Number(options.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new HalabError("USAGE", `--jobs must be a whole number, not "${options.jobs}"`);
  const results = await testCases(
    {
      cases,
      jobs,
      prefix: options.name,
      provider: await loadProvider(options.provider),
      open: (one) => openLab(name, { renderer, sources: () => one.sources }),
      written: async ({ dir, report, events }, plan) => {
        await writePages(dir, report, events, plan);
      },
      onResult: (result) => {
        if (!options.json)
          print(
            `${result.wrong === undefined ? "ok  " : "FAIL"} ${result.kind} ${result.name}: ${result.wrong ?? result.said}  (${result.dir})`,
          );
      },
    },
    app.ctx(() => {}),
  );
  const wrong = results.filter((one) => one.wrong !== undefined);
  if (options.json) printJson(results);
  else {
    const rows = results.map((one) => [
      one.wrong === undefined ? "ok" : "FAIL",
      one.kind,
      one.name,
      one.said,
    ]);
    print(`\n${columns(["", "CASE", "NAME", "WHAT IT DID"], rows)}`);
    print(`${results.length - wrong.length} of ${results.length} cases did what they must`);
  }
  app.exit(wrong.length === 0 ? 0 : 1);
}
