import type { Command } from "commander";
import type { StepStatus, WorkspaceStatus } from "../../learn/work/status.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

export function register(root: Command, app: App): void {
  const command = root
    .command("status")
    .summary("say what you have passed, your points, and how your cluster is");
  workOptions(command)
    .option("--json", "print JSON")
    .action((options: WorkOptions) => status(app, options));
}

async function status(app: App, options: WorkOptions): Promise<void> {
  const { statusOf } = await import("../../learn/work/status.ts");
  const { print, printHints, printJson } = await import("../../ui/output.ts");
  const ws = await workspaceOf(options);
  const found = await statusOf(
    ws,
    app.ctx(() => {}),
  );
  if (options.json) return printJson(found);
  printHints(found.notes);
  print(await statusText(ws, found));
}

async function statusText({ lang }: Workspace, found: WorkspaceStatus): Promise<string> {
  const { columns } = await import("../../ui/output.ts");
  const { say } = await import("../../learn/words/say.ts");
  const { points, maxPoints, predictionPoints, cluster, next, changed, lab, title } = found;
  const head = [
    say(lang, "workspace.stepColumn"),
    say(lang, "workspace.verdictColumn"),
    say(lang, "workspace.pointsColumn"),
    say(lang, "workspace.triesColumn"),
    say(lang, "workspace.hintsColumn"),
    say(lang, "workspace.titleColumn"),
  ];
  const rows = found.steps.map((step) => [
    step.id,
    say(lang, `workspace.verdict-${step.verdict ?? "none"}`),
    pointsText(step),
    String(step.tries ?? 0),
    step.hints === 0 ? "" : `${step.hints} (-${step.hintsCost})`,
    step.title,
  ]);
  const minutes = Math.ceil((cluster.goesInS ?? 0) / 60);
  const going = cluster.goesInS === null ? [] : [say(lang, "workspace.goesIn", { count: minutes })];
  return [
    `${lab}: ${title}`,
    say(lang, "workspace.pointsLine", { points, all: maxPoints, predictions: predictionPoints }),
    [say(lang, `workspace.cluster-${cluster.state}`, { cluster: cluster.name }), ...going].join(
      " ",
    ),
    ...(changed === null || changed.length === 0
      ? []
      : [say(lang, "workspace.changedLine", { files: changed.join(", ") })]),
    "",
    columns(head, rows),
    "",
    next === null
      ? say(lang, "workspace.allPassed")
      : say(lang, "workspace.checkNext", { step: next }),
  ].join("\n");
}

function pointsText({ points, maxPoints, hintsCost }: StepStatus): string {
  return points === undefined
    ? `- / ${maxPoints}`
    : `${Math.max(0, points - hintsCost)} / ${maxPoints}`;
}
