import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BatchFile } from "../../grading/grade/batch.ts";
import type { LabSide } from "../../grading/grade/looked.ts";
import type { sideOf as openSide } from "../../grading/grade/side.ts";
import type { GradeSheet } from "../../grading/sheet.ts";

/** A lab as grading needs it. Throws what opening a lab throws. */
export async function sideOf(...args: Parameters<typeof openSide>): Promise<LabSide> {
  return (await import("../../grading/grade/side.ts")).sideOf(...args);
}

/** `--jobs`. Throws USAGE. */
export async function jobsOf(text: string): Promise<number | "auto"> {
  if (text === "auto") return text;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  const { HalabError } = await import("../../core/base/error.ts");
  throw new HalabError("USAGE", `--jobs must be auto or a whole number, not "${text}"`);
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
      import("../../grading/grade/result.ts"),
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
