import { fileName, folderOf, type Tree, type Violation, within } from "./tree.ts";

const mostLines = 300;
const mostFiles = 25;

/** How long files are, how many lie side by side, and what they are called. */
export function checkShape(tree: Tree): Violation[] {
  const ours = new Map([...tree].filter(([path]) => within(path, "cli") || within(path, "test")));
  return [...longFiles(ours), ...fullFolders(ours), ...echoes(ours)];
}

function longFiles(tree: Tree): Violation[] {
  return [...tree].flatMap(([file, text]) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    if (!file.endsWith(".ts") || lines <= mostLines) return [];
    const what = `${lines} lines, more than ${mostLines}: split it by what it does`;
    return [{ file, line: mostLines + 1, rule: "length", text: what }];
  });
}

function fullFolders(tree: Tree): Violation[] {
  const counts = new Map<string, number>();
  for (const path of tree.keys()) {
    const folder = folderOf(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(([folder, count]) => ({
      file: folder,
      line: 1,
      rule: "folders",
      text: `${count} files side by side, more than ${mostFiles}: make folders of what belongs together`,
    }));
}

/** docker/docker-rules.ts says nothing that docker/rules.ts does not; faults/fault-cut.ts likewise. */
function echoes(tree: Tree): Violation[] {
  return [...tree.keys()].flatMap((file) => {
    const folder = fileName(folderOf(file));
    const name = fileName(file);
    const prefix = [folder, folder.replace(/s$/, "")].find((word) => name.startsWith(`${word}-`));
    if (prefix === undefined || folder === "") return [];
    const text = `repeats the name of its folder: call it ${name.slice(prefix.length + 1)}`;
    return [{ file, line: 1, rule: "names", text }];
  });
}
