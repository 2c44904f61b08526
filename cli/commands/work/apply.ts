import type { Command } from "commander";
import type { Applied } from "../../learn/work/apply.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

export function register(root: Command, app: App): void {
  const command = root
    .command("apply")
    .summary("take your changed files onto the running nodes")
    .description(
      "Sends what you changed in the workspace, lets each daemon check it on its node, and starts anew what reads it. What a daemon refuses is told with FILE:LINE (exit code 2), and its node stays as it was.",
    );
  workOptions(command)
    .option("--json", "print JSON")
    .action((options: WorkOptions) => apply(app, options));
}

async function apply(app: App, options: WorkOptions): Promise<void> {
  const { applyChanges } = await import("../../learn/work/apply.ts");
  const { progressView, viewOptions } = await import("../../ui/tasks.ts");
  const { print, printJson } = await import("../../ui/output.ts");
  const ws = await workspaceOf(options);
  const view = await progressView(viewOptions());
  let applied: Applied;
  try {
    applied = await applyChanges(ws, app.ctx(view.onProgress));
  } finally {
    await view.close();
  }
  if (options.json) return printJson({ schema: "halab/applied/1", ...applied });
  print(await appliedText(ws, applied));
}

async function appliedText({ lang }: Workspace, { nodes, notes }: Applied): Promise<string> {
  const { say } = await import("../../learn/words/say.ts");
  const lines = nodes.flatMap(({ node, changed, removed, restarted, rebooted }) => [
    ...changed.map((path) => say(lang, "workspace.took", { node, path })),
    ...removed.map((path) => say(lang, "workspace.removed", { node, path })),
    ...(rebooted ? [say(lang, "workspace.rebooted", { node })] : []),
    ...restarted.map((service) => say(lang, "workspace.restarted", { node, service })),
  ]);
  const nothing = lines.length === 0 ? [say(lang, "workspace.nothingChanged")] : [];
  return [...lines, ...nothing, ...notes].join("\n");
}
