import type { Command } from "commander";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

interface Options extends WorkOptions {
  readonly all?: boolean;
}

export function register(root: Command): void {
  const command = root
    .command("reset")
    .summary("bring files of the starter back")
    .description(
      "Puts the starter's file in the place of yours, with your parameters in it; a copy of yours is kept in .halab/kept. Without a file: lists those that are not as the starter's.",
    )
    .argument("[file...]", "files of the workspace, e.g. lb1/etc/keepalived/keepalived.conf")
    .option("--all", "every file of the starter");
  workOptions(command)
    .option("--json", "print JSON")
    .action((files: string[], options: Options) => reset(files, options));
}

async function reset(files: readonly string[], options: Options): Promise<void> {
  const { changedSinceStart, resetFiles } = await import("../../learn/work/reset.ts");
  const { print, printJson } = await import("../../ui/output.ts");
  const { say } = await import("../../learn/words/say.ts");
  const ws = await workspaceOf(options);
  const { lang } = ws;
  const changed = await changedSinceStart(ws);
  if (files.length === 0 && !options.all) {
    if (options.json) return printJson({ schema: "halab/reset/1", changed, reset: [] });
    const lines = changed.map((file) => `  ${file}`);
    return print(
      lines.length === 0
        ? say(lang, "workspace.asStarter")
        : [say(lang, "workspace.notAsStarter"), ...lines].join("\n"),
    );
  }
  const done = await resetFiles(ws, options.all ? changed : files);
  if (options.json) return printJson({ schema: "halab/reset/1", changed, reset: done });
  for (const { file, kept } of done)
    print(
      kept === null
        ? say(lang, "workspace.reset", { file })
        : say(lang, "workspace.resetKept", { file, kept }),
    );
}
