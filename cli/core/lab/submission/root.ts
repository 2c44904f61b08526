/** `--files DIR`: whether it is a folder at all, and what else it is. */
import { lstatSync, readlinkSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { visible } from "../../base/clean.ts";
import { HalabError } from "../../base/error.ts";
import { shown } from "../../base/shown.ts";
import { Folder } from "./folder.ts";
import { archiveKind, plain, unreadable } from "./words.ts";

const wanted = "--files wants the folder that holds NODE/PATH, like a lab's starter";

/** The folder's full path; throws NOT_FOUND or SUBMISSION_INVALID for what is no folder that can be read. */
export function requireRoot(dir: string): string {
  const path = resolve(dir);
  const stat = lookAt(path, dir);
  if (stat === undefined)
    throw new HalabError("NOT_FOUND", `there is no folder ${plain(dir)}`, { hint: wanted });
  if (stat.isSymbolicLink()) throw isLink(path, dir);
  if (stat.isFile()) throw isFile(path, dir);
  try {
    Folder.open(path)[Symbol.dispose]();
  } catch (error) {
    throw unusable(dir, unreadable(error), `chmod u+rx ${visible(dir)}`);
  }
  return path;
}

function lookAt(path: string, dir: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A part of the path is a file, or may not be entered.
    throw unusable(dir, unreadable(error), wanted);
  }
}

function isLink(path: string, dir: string): HalabError {
  const target = resolve(dirname(path), readlinkSync(path));
  const gone = lstatSync(target, { throwIfNoEntry: false }) === undefined;
  const what = gone ? "is a link to nothing" : "is a link";
  const hint = gone ? wanted : `--files ${visible(shown(target))}`;
  return unusable(dir, `${what} (${plain(target)}): links are not followed`, hint);
}

function isFile(path: string, dir: string): HalabError {
  const kind = archiveAt(path);
  if (kind === undefined) return unusable(dir, "is a file, not a folder", wanted);
  const stem = basename(path).replace(/\.(zip|tar|tgz|txz|7z|rar|gz|bz2|xz)/gi, "");
  const folder = stem === "" || stem === basename(path) ? `${stem}-files` : stem;
  return unusable(
    dir,
    `is ${kind}, not a folder`,
    `unpack it into a folder first, and then: --files ${visible(shown(join(dirname(path), folder)))}`,
  );
}

/** What kind of archive it is; nothing is known of a file that may not be read. */
function archiveAt(path: string): string | undefined {
  try {
    using parent = Folder.open(dirname(path));
    return archiveKind(parent.head(basename(path)));
  } catch {
    return undefined;
  }
}

function unusable(dir: string, what: string, hint: string): HalabError {
  return new HalabError("SUBMISSION_INVALID", `${plain(dir)} ${what}`, { hint });
}
