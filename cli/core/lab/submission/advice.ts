/** Where a file that no node takes may have been meant to lie. */
import { posix } from "node:path";
import { distance } from "fastest-levenshtein";
import { folderOf } from "./paths.ts";
import { fateOf, type Takes } from "./takes.ts";

/** What systems, editors and version control leave beside the files that somebody writes. */
const clutter =
  /^(\.ds_store|thumbs\.db|desktop\.ini|\._.*|\.git.*|\.svn|\.hg|\.idea|\.vscode|__macosx|node_modules|.*~|.*\.sw[op])$/i;

export function isClutter(name: string): boolean {
  return clutter.test(name);
}

/** What halab itself puts beside the nodes' folders, in a workspace: the guide, what is to be done, and what it remembers. */
const workspaces = /^(halab\.json|\.halab|guide(\.[a-z]{2})?\.md|task\.md|manifest\.json)$/;

/** Whether an entry beside the nodes' folders is nobody's mistake. */
export function isBeside(name: string): boolean {
  return isClutter(name) || workspaces.test(name);
}

/** The path nearest to one that is not taken: of the same name, asked for, and with the fewest other letters, in this order. */
export function nearestPath(path: string, takes: Takes): string | undefined {
  const name = posix.basename(path).toLowerCase();
  const rank = (one: string) => {
    const same = posix.basename(one).toLowerCase() === name;
    const asked = takes.declared.includes(one);
    return (
      (same ? 0 : 2_000) + (asked ? 0 : 1_000) + distance(one.toLowerCase(), path.toLowerCase())
    );
  };
  const [best] = candidates(path, takes)
    .map((one) => ({ one, far: rank(one) }))
    .sort((a, b) => a.far - b.far);
  return best?.one;
}

/** What is asked for; and the end of the path, below each folder that is open or leads to one that is. */
function candidates(path: string, takes: Takes): string[] {
  const below = [...new Set([path, path.replace(/\.hbs$/, "")].flatMap(endsOf))];
  const leads = takes.allow.flatMap((pattern) => beginningsOf(folderOf(pattern)));
  const open = [...new Set(leads)].flatMap((lead) => below.map((end) => lead + end));
  return [
    ...takes.declared,
    ...[...new Set(open)].filter((one) => fateOf(one, takes) === "allowed"),
  ];
}

/** "/a/b/c" -> "/a/b/c", "/b/c", "/c"; only the last ones of a long path. */
function endsOf(path: string): string[] {
  const parts = path.split("/").slice(1);
  return parts.map((_, at) => `/${parts.slice(at).join("/")}`).slice(-8);
}

/** "/etc/bind" -> "", "/etc", "/etc/bind". */
function beginningsOf(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}
