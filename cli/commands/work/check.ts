import type { Command } from "commander";
import type { Checked } from "../../learn/work/check.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

export function register(root: Command, app: App): void {
  const command = root
    .command("check")
    .summary("play steps on your running cluster: does it hold?")
    .description(
      "Applies what you changed, plays these steps (and those that they need), and says what users felt. Without a step: the first one that you have not passed yet. Exit code 0: all passed, 1: not.",
    )
    .argument("[step...]", "steps of the lab; default: the first one that is not passed");
  workOptions(command)
    .option("--fast", "of an incident: only the step that showed it")
    .option("--json", "print JSON")
    .action((steps: string[], options: CheckOptions) => check(app, steps, options));
}

interface CheckOptions extends WorkOptions {
  readonly fast?: boolean;
}

async function check(app: App, steps: readonly string[], options: CheckOptions): Promise<void> {
  const { checkSteps } = await import("../../learn/work/check.ts");
  const { progressView, viewOptions } = await import("../../ui/tasks.ts");
  const { printJson, printHints } = await import("../../ui/output.ts");
  const ws = await workspaceOf(options);
  if (ws.incident) return (await import("../practice/app.ts")).checkMended(app, ws, options);
  const view = await progressView(viewOptions());
  let checked: Checked;
  try {
    checked = await checkSteps(ws, steps, app.ctx(view.onProgress));
  } finally {
    await view.close();
  }
  const { report, needed, applied, predictions } = checked;
  printHints(applied.notes);
  if (options.json) printJson({ ...report, needed, applied, predictions });
  else await printChecked(app, ws, checked);
  app.exit(report.verdict === "pass" ? 0 : 1);
}

async function printChecked(app: App, ws: Workspace, checked: Checked): Promise<void> {
  const { say } = await import("../../learn/words/say.ts");
  const { renderSummary } = await import("../../report/text/summary.ts");
  const { predictionText } = await import("../../learn/predict/text.ts");
  const { openLabOf } = await import("../../learn/workspace/open.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { print, printStyled, wantsAscii, width } = await import("../../ui/output.ts");
  const { report, view, predictions } = checked;
  const { lang: language } = ws;
  const diagnosis = report.verdict === "pass" ? undefined : await whyOf(ws, checked);
  const style = { columns: width(), colour: app.globals.colour, ascii: wantsAscii(), language };
  printStyled(renderSummary(report, view, { ...style, diagnosis }));
  if (predictions.length > 0) {
    const { plan } = await openLabOf(ws, ourRenderer());
    for (const table of predictions)
      print(`\n${predictionText(table, plan, { lang: language, width: width() })}`);
  }
  const next = report.verdict === "pass" ? await nextOf(ws) : undefined;
  if (report.verdict !== "pass") print(say(language, "workspace.hintNext"));
  else if (next === undefined) print(say(language, "workspace.allPassed"));
  else print(say(language, "workspace.checkNext", { step: next }));
}

async function whyOf(ws: Workspace, checked: Checked) {
  const { diagnoseChecked } = await import("../../learn/session/why.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  return diagnoseChecked({ ws, renderer: ourRenderer(), language: ws.lang }, checked);
}

async function nextOf(ws: Workspace): Promise<string | undefined> {
  const { openLabOf } = await import("../../learn/workspace/open.ts");
  const { readProgress } = await import("../../learn/workspace/progress.ts");
  const { nextStep } = await import("../../learn/work/check.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { plan } = await openLabOf(ws, ourRenderer());
  return nextStep(plan, readProgress(ws).progress);
}
