/** One file of a student's folder, where no lab says which there are. */
import { HalabError } from "../base/error.ts";
import { Folder } from "../lab/submission/folder.ts";
import { requireRoot } from "../lab/submission/root.ts";

const mostBytes = 2 ** 20;

/** Its text; what is no UTF-8 has U+FFFD. Throws NOT_FOUND and SUBMISSION_INVALID. */
export function readPlain(dir: string, node: string, path: string): string {
  const names = [node, ...path.split("/").filter((part) => part !== "")];
  const bytes = readBelow(requireRoot(dir), names, `${node}${path}`);
  if (bytes) return bytes.toString("utf8");
  throw new HalabError("SUBMISSION_INVALID", `${node}${path} is no file, or has more than 1 MiB`);
}

function readBelow(root: string, names: readonly string[], shown: string): Buffer | undefined {
  using open = new DisposableStack();
  try {
    let folder = open.use(Folder.open(root));
    for (const name of names.slice(0, -1)) folder = open.use(folder.folder(name));
    return folder.read(names.at(-1) ?? "", mostBytes);
  } catch (error) {
    throw new HalabError("NOT_FOUND", `there is no file ${shown}`, {
      cause: error,
      hint: "--files wants the folder that holds NODE/PATH; links are not followed",
    });
  }
}
