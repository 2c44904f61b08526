import type { Command } from "commander";
import type { App } from "../app.ts";
import { type WorkOptions, workOptions, workspaceOf } from "./app.ts";

interface Options extends WorkOptions {
  readonly out?: string;
}

export function register(root: Command, app: App): void {
  const command = root
    .command("submit")
    .summary("pack your work into one file to hand in")
    .description(
      "Says what is missing, then packs your files, answers, predictions and the evidence of your last checks. `halab learn --open FILE.tgz DIR` makes a workspace of it again.",
    )
    .option("-o, --out <file>", "the archive; default: LAB-ID.tgz in the current folder");
  workOptions(command)
    .option("--json", "print JSON")
    .action((options: Options) => submit(app, options));
}

async function submit(app: App, options: Options): Promise<void> {
  const { missingIn, packWorkspace } = await import("../../learn/workspace/submit.ts");
  const { labName } = await import("../../learn/workspace/open.ts");
  const { statusOf } = await import("../../learn/work/status.ts");
  const { print, printHints, printJson } = await import("../../ui/output.ts");
  const { say } = await import("../../learn/words/say.ts");
  const { resolve } = await import("node:path");
  const { shown } = await import("../../core/base/shown.ts");
  const ctx = app.ctx(() => {});
  const ws = await workspaceOf(options);
  const file = resolve(options.out ?? `${labName(ws.lab)}-${ws.id}.tgz`);
  const missing = await missingIn(ws, await statusOf(ws, ctx));
  if (!options.json) printHints(missing, "warning");
  const { sha256, bytes, manifest } = await packWorkspace(ws, file, ctx);
  if (options.json)
    return printJson({ schema: "halab/submitted/1", file, sha256, bytes, missing, manifest });
  const { points, maxPoints: all } = manifest;
  const count = manifest.files.length;
  print(say(ws.lang, "workspace.packed", { file: shown(file), count, points, all }));
}
