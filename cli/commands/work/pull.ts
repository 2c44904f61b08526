import type { Command } from "commander";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

export function register(root: Command, app: App): void {
  const command = root
    .command("pull")
    .summary("take what you edited inside the nodes into your workspace")
    .description(
      "Copies files of yours that were edited in a node into the workspace, below the node's name; a copy of what is replaced is kept in .halab/kept. Files that you made there are named, and taken when you name them.",
    )
    .argument("[file...]", "NODE/PATH; default: all that were edited");
  workOptions(command)
    .option("--json", "print JSON")
    .action((files: string[], options: WorkOptions) => pull(app, files, options));
}

async function pull(app: App, files: readonly string[], options: WorkOptions): Promise<void> {
  const { pullFiles } = await import("../../learn/work/pull.ts");
  const { print, printJson, printNotes } = await import("../../ui/output.ts");
  const { say } = await import("../../learn/words/say.ts");
  const ws = await workspaceOf(options);
  const { lang } = ws;
  const found = await pullFiles(ws, files, app.ctx(printNotes));
  if (options.json) return printJson({ schema: "halab/pulled/1", ...found });
  for (const { file, kept } of found.pulled)
    print(
      kept === null
        ? say(lang, "workspace.pulled", { file })
        : say(lang, "workspace.pulledKept", { file, kept }),
    );
  if (found.pulled.length === 0) print(say(lang, "workspace.pulledNone"));
  for (const file of found.newer) print(say(lang, "workspace.newerHere", { file }));
  for (const file of found.more) print(say(lang, "workspace.newInNode", { file }));
}
