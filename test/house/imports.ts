import { posix } from "node:path";
import { type ParseResult, parseSync, Visitor } from "oxc-parser";
import { folderOf, lineAt, type Tree } from "./tree.ts";

/** One tie of a file to another: of values or of types, at once or when it is needed. */
export interface Import {
  readonly line: number;
  /** A file, from the repository's root. Packages are left out. */
  readonly to: string;
}

export interface Source {
  readonly text: string;
  readonly parsed: ParseResult;
  readonly imports: readonly Import[];
  /** Where a file is imported whose name is made at run time: nobody can see which. */
  readonly unseen: readonly number[];
}

/** Every TypeScript file of the tree, read by a parser: comments and strings mislead nobody. */
export function readSources(tree: Tree): ReadonlyMap<string, Source> {
  const files = [...tree].filter(([path]) => path.endsWith(".ts"));
  return new Map(files.map(([path, text]) => [path, readSource(path, text)]));
}

function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [mistake] = parsed.errors;
  if (mistake) throw new Error(`${path}: ${mistake.message}`);
  const { ties, unseen } = tiesOf(text, parsed);
  return {
    text,
    parsed,
    imports: ties
      .filter(({ value }) => value.startsWith("."))
      .map(({ value, start }) => ({
        line: lineAt(text, start),
        to: posix.join(folderOf(path), value),
      })),
    unseen: unseen.map((start) => lineAt(text, start)),
  };
}

interface Tie {
  readonly value: string;
  readonly start: number;
}

function tiesOf(text: string, parsed: ParseResult): { ties: Tie[]; unseen: number[] } {
  const { staticImports, staticExports } = parsed.module;
  const ties: Tie[] = staticImports.map(({ moduleRequest }) => moduleRequest);
  for (const { entries } of staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) ties.push(moduleRequest);
  const unseen: number[] = [];
  // Walking through a whole file costs ten times as much as parsing it.
  if (!text.includes("import(")) return { ties, unseen };
  new Visitor({
    TSImportType: ({ source }) => void ties.push(source),
    ImportExpression({ source, start }) {
      if (source.type === "Literal" && typeof source.value === "string")
        ties.push({ value: source.value, start: source.start });
      else unseen.push(start);
    },
  }).visit(parsed.program);
  return { ties, unseen };
}
