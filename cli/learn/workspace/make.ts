/** `halab learn LAB DIR`: makes the workspace, or resumes the one that is there. */
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { HalabError } from "../../core/base/error.ts";
import type { Workspace } from "./open.ts";

export interface MakeOptions {
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly dir: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly lang: Language;
  readonly renderer: Renderer;
}

export interface Made {
  readonly workspace: Workspace;
  /** It was there already. */
  readonly resumed: boolean;
  /** What its student has to know: sentences. */
  readonly notes: readonly string[];
}

/** Throws CONFLICT for a folder that holds something else, or is another lab's workspace. */
export async function makeWorkspace(options: MakeOptions): Promise<Made> {
  throw new HalabError("BUG", `nobody makes ${options.dir} yet`);
}
