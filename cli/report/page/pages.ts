import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanJson } from "../../core/base/clean.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { Report } from "../../core/judge/report.ts";
import { type PageOptions, renderHtml } from "./html.ts";
import type { Kept } from "./kept.ts";

/** Of a run that was graded again; a run that is played writes it as soon as it is judged. */
export function writeReport(dir: string, report: Report): void {
  writeFileSync(join(dir, "report.json"), `${cleanJson(report, 2)}\n`);
}

/** What lies beside the page: of each node its daemons' log, what it said of itself, its timers. */
function keptIn(dir: string): readonly Kept[] {
  const parts = ["logs", "state", "in-force"].filter((part) => existsSync(join(dir, part)));
  return parts.flatMap((part) =>
    readdirSync(join(dir, part))
      .sort()
      .map((file) => ({ node: file.replace(/\.\w+$/, ""), part, path: `${part}/${file}` })),
  );
}

/** Writes report.html into a run's folder; gives its path. */
export async function writePage(
  dir: string,
  report: Report,
  view: RunView,
  options: Omit<PageOptions, "kept">,
): Promise<string> {
  const page = join(dir, "report.html");
  writeFileSync(page, await renderHtml(report, view, { ...options, kept: keptIn(dir) }));
  return page;
}
