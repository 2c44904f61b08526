import { HalabError } from "./error.ts";
import { runsDir, stateDir } from "./home.ts";

const denials: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a read-only file system",
};

/** Of a folder that is made with all that it lies in. */
const unmade: Readonly<Record<string, string>> = {
  ENOENT: "it cannot be made",
  ENOTDIR: "it lies in what is no folder",
  EEXIST: "it is no folder",
};

/** What is wrong with a place where halab may not read or write; undefined when it is something else. */
export function deniedPlace(error: unknown): HalabError | undefined {
  if (!(error instanceof Error) || error instanceof HalabError) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === "uv_cwd")
    return new HalabError("USAGE", "the current folder is not there any more", {
      cause: error,
      hint: "cd to a folder that is there",
    });
  if (code === undefined || path === undefined) return undefined;
  const ours = placeOf(path);
  const why = denials[code] ?? (ours && syscall === "mkdir" ? unmade[code] : undefined);
  if (why === undefined) return undefined;
  return new HalabError("USAGE", `${path} cannot be used: ${why} (${code}, ${syscall})`, {
    cause: error,
    hint: ours,
  });
}

/** How to have it elsewhere, if it is one of halab's own places. */
function placeOf(path: string): string | undefined {
  const within = (base: string) => path.startsWith(base) || base.startsWith(`${path}/`);
  if (within(runsDir())) return "HALAB_RUNS=DIR halab ...   (where runs are kept; default: ./runs)";
  if (within(stateDir())) return "HALAB_STATE=DIR halab ...   (what halab remembers between calls)";
  return undefined;
}
