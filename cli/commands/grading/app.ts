import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { BatchFile } from "../../grading/grade/batch.ts";
import type { LabSide } from "../../grading/grade/looked.ts";
import type { GradeSheet } from "../../grading/sheet.ts";

export async function ourRenderer(): Promise<Renderer> {
  const { createRenderer } = await import("../../render/render.ts");
  const { templatesDir } = await import("../../core/base/home.ts");
  return createRenderer(templatesDir());
}

/** A lab as grading needs it. Throws what opening a lab throws. */
export async function sideOf(
  name: string,
  params: Readonly<Record<string, string>>,
  language: Language,
): Promise<LabSide> {
  const [{ openLab }, { starterOf }, { loadRules }, { templatesDir }] = await Promise.all([
    import("../../core/lab/open.ts"),
    import("../../core/diagnose/open.ts"),
    import("../../core/diagnose/rules.ts"),
    import("../../core/base/home.ts"),
  ]);
  const renderer = await ourRenderer();
  const { lab, plan } = await openLab(name, { renderer, params });
  const starter = await starterOf(lab, (sources) =>
    openLab(lab.dir, { renderer, params, sources }),
  );
  const rules = await loadRules(language);
  const variant = (values: Readonly<Record<string, string>>) => sideOf(lab.dir, values, language);
  return { lab, plan, starter, rules, renderer, templatesDir: templatesDir(), variant };
}

/** The sheet as it is printed: its reports are found from here. */
export function fromHere(sheet: GradeSheet, dir: string): GradeSheet {
  const submissions = sheet.submissions.map((row) => ({
    ...row,
    report: row.report === null ? null : join(dir, row.report),
  }));
  return { ...sheet, submissions };
}

/**
 * A page for each submission that was played and has none, when nothing is played any more: it costs half a second of a
 * processor. `anew`: for all.
 */
export async function writePages(
  dir: string,
  batch: BatchFile,
  side: LabSide,
  anew = false,
): Promise<void> {
  const { sideFor } = await import("../../grading/grade/candidate.ts");
  const [{ readJournal }, { RunView }, { writePage }, { diagnoseRun }, { keptOf }, { resultIn }] =
    await Promise.all([
      import("../../core/journal/file.ts"),
      import("../../core/journal/view.ts"),
      import("../../report/page/pages.ts"),
      import("../../core/diagnose/of-run.ts"),
      import("../../core/run/find-run.ts"),
      import("../../grading/grade/folder-queue.ts"),
    ]);
  for (const entry of batch.submissions) {
    const { folder } = entry;
    const here = join(dir, folder);
    const run = resultIn(here)?.tries.at(-1)?.run ?? undefined;
    const report = join(here, "report.json");
    const has = existsSync(join(here, "report.html")) && !anew;
    if (run === undefined || has || !existsSync(report)) continue;
    const view = RunView.of(readJournal(join(here, run, "journal.ndjson")));
    const { plan } = view;
    if (!plan) continue;
    const graded = JSON.parse(readFileSync(report, "utf8"));
    const { starter, lab } = await sideFor(entry, { side, batch });
    const { language } = batch;
    const diagnosis =
      graded.verdict === "pass"
        ? undefined
        : await diagnoseRun(view, { starter, ...keptOf(join(here, run)), language });
    await writePage(here, graded, view, { plan, readers: lab.kinds.readers, diagnosis });
  }
}
