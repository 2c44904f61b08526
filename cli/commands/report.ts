import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly json?: boolean;
  readonly junit?: string;
}

export function register(root: Command, app: App): void {
  root
    .command("report")
    .summary("grade a stored run again, without a cluster")
    .argument("[run]", "a run's id, a part of it, or its folder; default: the last run")
    .option("--json", "print the report as JSON")
    .option("--junit <file>", "also write it as JUnit XML")
    .action((run: string | undefined, options: Options) => report(app, run, options));
}

async function report(app: App, which: string | undefined, options: Options): Promise<void> {
  const { readJournal } = await import("../core/journal/file.ts");
  const { RunView } = await import("../core/journal/view.ts");
  const { grade } = await import("../core/judge/grade.ts");
  const { loadKindsIn } = await import("../core/kinds/all.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { shown } = await import("../core/base/shown.ts");
  const { writePage, writeReport } = await import("../report/page/pages.ts");
  const { printJson, printStyled, wantsAscii, width } = await import("../ui/output.ts");
  const dir = await findRun(which);
  const view = RunView.of(readJournal(join(dir, "journal.ndjson")));
  const { plan } = view;
  if (!plan) {
    throw new HalabError(
      "LAB_INVALID",
      `${shown(join(dir, "journal.ndjson"))} has no line that says which lab was played`,
    );
  }
  const kinds = await loadKindsIn(plan);
  const graded = grade(view, kinds);
  writeReport(dir, graded);
  const page = await writePage(dir, graded, view, { plan, readers: kinds.readers });
  if (options.junit !== undefined) {
    const { renderJunit } = await import("../report/junit.ts");
    writeFileSync(options.junit, renderJunit(graded));
  }
  if (options.json) printJson(graded);
  else {
    const { renderSummary } = await import("../report/text/summary.ts");
    const style = {
      columns: width(),
      colour: app.globals.colour,
      ascii: wantsAscii(),
      reportPath: shown(page),
    };
    printStyled(renderSummary(graded, view, style));
  }
  app.exit(graded.verdict === "pass" ? 0 : 1);
}

async function findRun(which: string | undefined): Promise<string> {
  const { runsDir } = await import("../core/base/home.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  if (which !== undefined && existsSync(join(which, "journal.ndjson"))) return which;
  const all = existsSync(runsDir())
    ? readdirSync(runsDir())
        .filter((name) => existsSync(join(runsDir(), name, "journal.ndjson")))
        .sort()
    : [];
  const found = which === undefined ? all.slice(-1) : all.filter((name) => name.includes(which));
  const [only, other] = found;
  if (only === undefined) {
    throw new HalabError(
      "NOT_FOUND",
      which === undefined
        ? `there are no runs in ${runsDir()}`
        : `there is no run "${which}"${didYouMean(which, all)}`,
      { hint: "halab run LAB" },
    );
  }
  if (other !== undefined)
    throw new HalabError("USAGE", `"${which}" could be ${found.join(" or ")}`);
  return join(runsDir(), only);
}
