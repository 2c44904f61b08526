import { globSync, readFileSync } from "node:fs";

/** Files by their paths from the repository's root, with `/`, and what is in them. */
export type Tree = ReadonlyMap<string, string>;

/** What a rule of the house says of a place. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** What is wrong, and what to do. */
  readonly text: string;
}

export function sentence({ file, line, rule, text }: Violation): string {
  return `${file}:${line} ${rule}: ${text}`;
}

/** What the rules are about. */
const globs = ["cli/**/*", "test/**/*", "templates/README.md", "templates/**/services/*"];

export function readTree(root: string): Tree {
  const entries = globSync(globs, { cwd: root, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = `${entry.parentPath}/${entry.name}`;
      return [file.slice(root.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")];
    }),
  );
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Whether a path is that file, or lies in that folder. */
export function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** 1 for the first line. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1))
    line += 1;
  return line;
}
