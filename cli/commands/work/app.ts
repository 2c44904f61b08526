/** What the verbs of a workspace have in common. */
import type { Command } from "commander";
import type { Language } from "../../core/base/language.ts";
import type { Workspace } from "../../learn/workspace/open.ts";

export interface WorkOptions {
  readonly dir?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function workOptions(command: Command): Command {
  return command
    .option("--dir <dir>", "the workspace; default: the one you are in")
    .option("--lang <language>", "en, de or hu; default: the workspace's");
}

/** The workspace, speaking as it is asked to. */
export async function workspaceOf({ dir, lang }: WorkOptions): Promise<Workspace> {
  const { requireWorkspace } = await import("../../learn/workspace/open.ts");
  const { languageNamed } = await import("../../core/base/language.ts");
  const ws = requireWorkspace(dir);
  const language: Language = lang === undefined ? ws.lang : languageNamed(lang);
  return { ...ws, lang: language };
}
