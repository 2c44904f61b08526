import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly json?: boolean;
  readonly junit?: string;
  readonly lang?: string;
}

export function register(root: Command, app: App): void {
  root
    .command("report")
    .summary("grade a stored run again, without a cluster")
    .argument("[run]", "a run's id, a part of it, or its folder; default: the last run")
    .option("--lang <language>", "en, de or hu; default: the locale's")
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
  const { printJson, wantsAscii, width } = await import("../ui/output.ts");
  const { findRun, keptOf } = await import("../core/run/find-run.ts");
  const dir = findRun(which);
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
  const { languageFrom } = await import("../core/base/language.ts");
  const option = options.lang ?? (options.json ? "en" : undefined);
  const language = languageFrom({ option, env: process.env });
  const { diagnoseRun } = await import("../core/diagnose/of-run.ts");
  const diagnosis =
    graded.verdict === "pass" ? undefined : await diagnoseRun(view, { ...keptOf(dir), language });
  const page = await writePage(dir, graded, view, { plan, readers: kinds.readers, diagnosis });
  if (options.junit !== undefined) {
    const { renderJunit } = await import("../report/junit.ts");
    writeFileSync(options.junit, renderJunit(graded));
  }
  if (options.json) printJson(diagnosis ? { ...graded, diagnosis } : graded);
  else {
    const { renderSummary } = await import("../report/text/summary.ts");
    const style = {
      columns: width(),
      colour: app.globals.colour,
      ascii: wantsAscii(),
      reportPath: shown(page),
      diagnosis,
      language,
    };
    const { printPagedStyled } = await import("../ui/pager.ts");
    await printPagedStyled(renderSummary(graded, view, style), app.globals);
  }
  app.exit(graded.verdict === "pass" ? 0 : 1);
}
