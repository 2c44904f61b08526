/** The names in a folder that is no node's: enough to tell what it was meant to be. */
import { isClutter } from "./advice.ts";
import type { Folder } from "./folder.ts";

/** Of one folder. */
const most = 300;
const deepest = 8;

/** How many entries may still be looked at, of several folders together. */
export interface Budget {
  left: number;
}

/** What is looked for in one folder: its paths so far, and what all folders share. */
interface Look {
  readonly paths: string[];
  readonly budget: Budget;
}

/** Paths below a folder, the first ones of many; those of folders end with "/". */
export function pathsIn(parent: Folder, name: string, budget: Budget): readonly string[] {
  const paths: string[] = [];
  look(parent, name, "", { paths, budget });
  return paths;
}

function look(parent: Folder, name: string, path: string, { paths, budget }: Look): void {
  if (budget.left <= 0) return;
  try {
    using folder = parent.folder(name);
    const { entries } = folder.entries(Math.min(most - paths.length, budget.left));
    budget.left -= entries.length;
    for (const { name: child, is } of entries) {
      if (isClutter(child)) continue;
      paths.push(path + child + (is === "folder" ? "/" : ""));
      const deep = path.split("/").length > deepest || paths.length >= most;
      if (is === "folder" && !deep) look(folder, child, `${path}${child}/`, { paths, budget });
    }
  } catch {
    // What may not be read says nothing; it is no node's.
  }
}
