/**
 * What an incident's nodes and folder hold: the broken files, without a word of what is wrong. All comments go, in
 * every file: one that has none among others that do would be the first to be looked at. Pure.
 */
import { bytesOf } from "../../core/cluster/content.ts";
import type { Plan, PlannedFile } from "../../core/cluster/plan.ts";

interface BrokenFile {
  /** NODE/PATH, as it lies in the folder. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

/** Every file that the lab leaves to its student, each node's own. */
export function brokenFiles(plan: Plan): readonly BrokenFile[] {
  return barePlan(plan).nodes.flatMap(({ name, files }) =>
    files
      .filter(({ owner }) => owner === "student")
      .map((file) => ({
        path: `${name}${file.path}`,
        bytes: bytesOf(file),
        mode: file.mode & 0o111 ? 0o755 : 0o644,
      })),
  );
}

/** The plan as the nodes run with it. */
export function barePlan(plan: Plan): Plan {
  const nodes = plan.nodes.map((node) => ({ ...node, files: node.files.map(bare) }));
  return { ...plan, nodes };
}

/** A file that is no text says nothing; those of the lab are the same in every incident. */
function bare(file: PlannedFile): PlannedFile {
  if (file.encoding !== undefined || file.owner !== "student") return file;
  return { ...file, content: withoutComments(file.content, file.path) };
}

/** A comment's signs, by what the file is of: a semicolon ends a statement of named.conf and begins a zone's comment. */
function signsOf(path: string): readonly string[] {
  if (/\.zone$/.test(path)) return [";"];
  if (/\/bind\//.test(path)) return ["#", "//"];
  if (/\/keepalived\//.test(path)) return ["#", "!"];
  return ["#"];
}

/** Lines that are comments go, and what follows a comment's sign behind a blank; a first line `#!` stays. */
export function withoutComments(text: string, path: string): string {
  const signs = signsOf(path);
  const kept = text.split("\n").flatMap((line, at) => {
    if (at === 0 && line.startsWith("#!")) return [line];
    const start = line.trimStart();
    if (signs.some((sign) => start.startsWith(sign))) return [];
    const end = commentAt(line, signs);
    return [end < 0 ? line : line.slice(0, end).trimEnd()];
  });
  return withoutGaps(kept).join("\n");
}

/** Where a comment begins behind something else, and not within quotes; -1: nowhere. */
function commentAt(line: string, signs: readonly string[]): number {
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (
      /\s/.test(line.charAt(at - 1)) &&
      signs.some((sign) => line.startsWith(`${sign} `, at))
    )
      return at;
  }
  return -1;
}

/** Empty lines that stood around comments are fewer now. */
function withoutGaps(lines: readonly string[]): readonly string[] {
  const blank = (line: string | undefined) => line === undefined || line.trim() === "";
  const kept = lines.filter(
    (line, at) => at === lines.length - 1 || !blank(line) || !blank(lines[at - 1]),
  );
  return blank(kept[0]) ? kept.slice(1) : kept;
}
