import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { HalabError } from "./error.ts";

let root: string | undefined;

/**
 * The folder of halab itself. Found by walking up to the package.json that is named halab, so it is
 * right for `cli/core/home.ts` in a checkout and for `dist/cli/core/home.js` in the package alike.
 */
export function packageRoot(): string {
  root ??= findRoot(import.meta.dirname);
  return root;
}

/** The labs that come with halab. */
export function labsDir(): string {
  return join(packageRoot(), "labs");
}

/** The templates that labs share, and the images' definitions. */
export function templatesDir(): string {
  return join(packageRoot(), "templates");
}

/** What halab remembers between calls: $HALAB_STATE, else where the XDG rules put it. */
export function stateDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env["HALAB_STATE"]) return resolve(env["HALAB_STATE"]);
  // "If $XDG_STATE_HOME is either not set or empty" (XDG Base Directory Specification).
  return join(env["XDG_STATE_HOME"] || join(userHome(env), ".local", "state"), "halab");
}

/** HOME, else what the system has for this user; in a container there may be neither. */
function userHome(env: NodeJS.ProcessEnv): string {
  const home = env["HOME"] || listedHome();
  if (home !== undefined && isAbsolute(home)) return home;
  throw new HalabError("USAGE", "this user has no home folder, and HOME is not set", {
    hint: "HALAB_STATE=DIR halab ...   (where halab keeps what it remembers between calls)",
  });
}

function listedHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    return undefined;
  }
}

/** Where runs go: $HALAB_RUNS, else `runs` in the working folder. */
export function runsDir(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env["HALAB_RUNS"] || "runs");
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isHalab(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) {
      throw new HalabError("BUG", `no package.json named "halab" above ${start}`);
    }
  }
}

function isHalab(file: string): boolean {
  if (!existsSync(file)) return false;
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  return (
    typeof content === "object" && content !== null && "name" in content && content.name === "halab"
  );
}
