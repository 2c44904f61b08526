/** The starter, made from the solution by the TODO marks in its comments. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { HalabError } from "../base/error.ts";
import { makeFolder } from "../base/folders.ts";
import { shown } from "../base/shown.ts";

/** A comment that fills its line, as daemons' files, scripts and zones have it. */
const comment = /^(\s*)(?:#|;|\/\/|--|!)\s*(.*)$/;

interface Line {
  readonly is: "todo" | "end" | "instead" | "comment" | "other";
  readonly text: string;
}

type Part = "file" | "task" | "answer";

function lineOf(text: string): Line {
  const [, indent = "", words] = comment.exec(text) ?? [];
  if (words === undefined) return { is: "other", text };
  if (/^END TODO\b/.test(words)) return { is: "end", text };
  if (/^TODO\b/.test(words)) return { is: "todo", text };
  const [, instead] = /^INSTEAD: ?(.*)$/.exec(words) ?? [];
  return instead === undefined
    ? { is: "comment", text }
    : { is: "instead", text: `${indent}${instead}` };
}

/**
 * A comment that begins with TODO, and the comments right below it, are the task: they stay. What follows, up to the
 * comment END TODO, is the answer: it goes. A comment `INSTEAD: line` becomes that line. Undefined: there is no mark.
 * Throws LAB_INVALID, at `where`, for a task without an end.
 */
export function withoutAnswers(text: string, where: string): string | undefined {
  const kept: string[] = [];
  let part: Part = "file";
  let begun = 0;
  text.split("\n").forEach((raw, at) => {
    const line = lineOf(raw);
    const before = part;
    if (line.is === "end" && before === "file")
      throw wrongMark(where, at + 1, "END TODO without a TODO above it");
    if (line.is === "todo" && before === "answer")
      throw wrongMark(where, begun, "this TODO has no END TODO before the next one");
    if (line.is === "todo" && before === "file") begun = at + 1;
    part = partAfter(before, line.is);
    kept.push(...keptOf(raw, line, before, part));
  });
  if (part !== "file") throw wrongMark(where, begun, "this TODO has no END TODO");
  return begun === 0 ? undefined : kept.join("\n");
}

function keptOf(raw: string, line: Line, before: Part, part: Part): string[] {
  if (line.is === "instead") return [before === "file" ? raw : line.text];
  return part === "answer" || line.is === "end" ? [] : [raw];
}

function partAfter(before: Part, line: Line["is"]): Part {
  if (line === "todo") return "task";
  if (line === "end" || before === "file") return "file";
  return before === "task" && line !== "other" ? "task" : "answer";
}

function wrongMark(where: string, line: number, what: string): HalabError {
  return new HalabError("LAB_INVALID", `${where}:${line}:1: ${what}`, {
    hint: "docs/instructors.md, The starter",
  });
}

interface Derived {
  /** Below solution/ and starter/ alike: NODE/PATH or ROLE/PATH. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
  /** Its solution has marks; without any it is the same in both. */
  readonly marked: boolean;
}

function derivedFiles(dir: string): Derived[] {
  const solution = join(dir, "solution");
  return filesBelow(solution).map((path) => {
    const file = join(solution, path);
    const bytes = readFileSync(file);
    const text = withoutAnswers(bytes.toString("utf8"), shown(file));
    return {
      path,
      bytes: text === undefined ? bytes : Buffer.from(text),
      mode: statSync(file).mode & 0o111 ? 0o755 : 0o644,
      marked: text !== undefined,
    };
  });
}

/** Files, and no links, by their paths below it. */
function filesBelow(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dir, join(parentPath, name)))
    .sort();
}

/** Files of the starter that are not what the solution's marks make of it; paths. Throws LAB_INVALID for a mark without its end. */
export function staleStarter(dir: string): string[] {
  return derivedFiles(dir)
    .filter(({ marked }) => marked)
    .map(({ path, bytes }) => ({ path: join(dir, "starter", path), bytes }))
    .filter(({ path, bytes }) => !existsSync(path) || !readFileSync(path).equals(bytes))
    .map(({ path }) => path);
}

export interface WrittenStarter {
  /** Paths below the starter's folder. */
  readonly written: readonly string[];
  readonly same: readonly string[];
  /** Of other folders, with the same place on a node: which one counts, who reads both cannot know. */
  readonly beside: readonly string[];
  readonly marks: number;
}

/**
 * Writes what the marks make, over what was there. A file without a mark is written only where the starter has none:
 * an author may have another one there. Throws LAB_INVALID for a mark without its end.
 */
export function writeStarter(dir: string): WrittenStarter {
  const files = derivedFiles(dir);
  const marks = files.filter(({ marked }) => marked).length;
  const starter = join(dir, "starter");
  const placeOf = (path: string) => path.split("/").slice(1).join("/");
  const ours = new Set(files.map(({ path }) => path));
  const places = new Set(files.filter(({ marked }) => marked).map(({ path }) => placeOf(path)));
  const beside = filesBelow(starter).filter((path) => !ours.has(path) && places.has(placeOf(path)));
  // Who has the file of each node in its own folder has the answer there already.
  const elsewhere = new Set(filesBelow(starter).map(placeOf));
  const written: string[] = [];
  const same: string[] = [];
  for (const { path, bytes, mode, marked } of files) {
    const place = join(starter, path);
    const there = existsSync(place);
    if (!marked && (there || elsewhere.has(placeOf(path)))) continue;
    if (there && readFileSync(place).equals(bytes)) same.push(path);
    else {
      makeFolder(dirname(place));
      writeFileSync(place, bytes, { mode });
      written.push(path);
    }
  }
  return { written, same, beside, marks };
}
