/** A lab with other steps, for what is played at random. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { labsDir } from "../../cli/core/base/home.ts";

interface StepsLab {
  readonly lab: string;
  readonly steps: readonly object[];
  /** A wrong answer, whose files are put over the right ones. */
  readonly mutant?: string | undefined;
}

/** Its folder, below `cwd`. */
export function labWith({ lab, steps, mutant }: StepsLab, cwd: string): string {
  const from = join(labsDir(), lab);
  const dir = join(cwd, lab);
  cpSync(from, dir, { recursive: true });
  if (mutant) cpSync(join(from, "mutants", mutant), join(dir, "solution"), { recursive: true });
  const path = join(dir, "lab.yaml");
  const document = parseDocument(readFileSync(path, "utf8"));
  document.set("steps", steps);
  writeFileSync(path, String(document));
  return dir;
}
