/** What a link in a submission is told to be. It is not followed, not even to see whether something is there outside. */
import { posix } from "node:path";
import type { Folder } from "./folder.ts";
import { plain } from "./words.ts";

/** The end of a sentence about the link at `path`, below the submission's root. */
export function linkText(root: Folder, path: string, target: string): string {
  const inside = posix.isAbsolute(target)
    ? undefined
    : posix.join(posix.dirname(path), target).replace(/\/+$/, "");
  if (inside === undefined || inside === ".." || inside.startsWith("../"))
    return `is a link out of the folder, to ${plain(target)}: links are not followed, put a copy there`;
  if (!exists(root, inside.split("/"))) return `is a link to nothing (${plain(target)})`;
  return `is a link to ${plain(inside)}: links are not followed, put a copy there`;
}

function exists(folder: Folder, [name = ".", ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return name === "." || folder.has(name);
  try {
    using inside = folder.folder(name);
    return exists(inside, rest);
  } catch {
    return false;
  }
}
