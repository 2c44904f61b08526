import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../core/cluster/plan.ts";
import type { JournalEvent } from "../../core/journal/events.ts";
import type { Report } from "../../core/judge/report.ts";
import { renderHtml } from "./html.ts";

/** Writes report.json and report.html into a run's folder; gives the page's path. */
export async function writePages(
  dir: string,
  report: Report,
  events: readonly JournalEvent[],
  plan: Plan,
): Promise<string> {
  const page = join(dir, "report.html");
  writeFileSync(join(dir, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(page, await renderHtml(report, events, plan));
  return page;
}
