import { type Document, isMap, isNode, isPair, isScalar, type LineCounter } from "yaml";
import type { z } from "zod";
import { HalabError } from "./error.ts";
import { didYouMean } from "./nearest.ts";

export type Path = readonly (string | number)[];

/** Collects every mistake of one YAML file, each with its place. */
export class Problems {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #found: { readonly line: number; readonly column: number; readonly text: string }[] = [];

  constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** At the value of `path`, or at its key with `atKey`; at the nearest parent that exists. */
  add(path: Path, text: string, atKey = false): void {
    const { line, col: column } = this.#lines.linePos(this.#offset(path, atKey));
    if (
      !this.#found.some((one) => one.line === line && one.column === column && one.text === text)
    ) {
      this.#found.push({ line, column, text });
    }
  }

  addAt(offset: number, text: string): void {
    const { line, col: column } = this.#lines.linePos(offset);
    this.#found.push({ line, column, text });
  }

  #offset(path: Path, atKey: boolean): number {
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    if (atKey && isMap(parent)) {
      const pair = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(last),
      );
      if (isPair(pair) && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    for (let length = path.length; length >= 0; length -= 1) {
      const node =
        length === 0 ? this.#document.contents : this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  }

  /** All of them at once, in the file's order. */
  toError(hint: string): HalabError {
    const details = [...this.#found]
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(({ line, column, text }) => `${this.#file}:${line}:${column}: ${text}`);
    const [first = this.#file, ...rest] = details;
    return new HalabError("LAB_INVALID", first, { details: rest, hint });
  }
}

/** What Zod found, in our words; `schema` is the JSON schema, to know the keys that exist. */
export function addIssues(
  problems: Problems,
  issues: readonly z.core.$ZodIssue[],
  schema: JsonSchema,
): void {
  for (const issue of issues) {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const known = keysAt(schema, path);
        problems.add([...path, key], `unknown key "${key}"${didYouMean(key, known)}`, true);
      }
    } else if (issue.code === "invalid_union") {
      addUnion(problems, issue, path, schema);
    } else if (issue.code === "invalid_key") {
      const why = issue.issues[0]?.message ?? "not allowed";
      problems.add(path, `"${String(path.at(-1))}" ${why}`, true);
    } else {
      problems.add(path, wording(issue, path));
    }
  }
}

function addUnion(
  problems: Problems,
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  schema: JsonSchema,
): void {
  if (issue.discriminator) {
    const options = [
      ...(("options" in issue && Array.isArray(issue.options) ? issue.options : []) as unknown[]),
    ].map(String);
    const seen = problemsValue(issue, path);
    problems.add(
      path,
      `unknown ${issue.discriminator} ${seen}${didYouMean(seen.replaceAll('"', ""), options)}`,
    );
    return;
  }
  const best = [...issue.errors].sort((a, b) => weight(a) - weight(b))[0];
  addIssues(
    problems,
    (best ?? []).map((inner) => ({ ...inner, path: [...path, ...inner.path] })),
    schema,
  );
}

/** The branch that the author most probably meant is the one that fails deepest, with fewest faults. */
function weight(issues: readonly z.core.$ZodIssue[]): number {
  const depth = Math.max(0, ...issues.map((issue) => issue.path.length));
  return (
    issues.length - 2 * depth + (issues.some((issue) => issue.code === "invalid_type") ? 1 : 0)
  );
}

function problemsValue(issue: z.core.$ZodIssue, path: Path): string {
  const input: unknown = issue.input;
  const key = String(path.at(-1));
  const value =
    typeof input === "object" && input !== null
      ? Object.entries(input).find(([name]) => name === key)?.[1]
      : input;
  return value === undefined ? "(missing)" : JSON.stringify(value);
}

function wording(issue: z.core.$ZodIssue, path: Path): string {
  const what = path.length > 0 ? `"${String(path.at(-1))}": ` : "";
  return `${what}${issue.message.replace(/^Invalid input: /, "")}`;
}

export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Every key that the schema allows at `path`. */
function keysAt(schema: JsonSchema, path: Path): string[] {
  let level: readonly JsonSchema[] = [schema];
  for (const part of path) level = expand(level).flatMap((one) => child(one, part));
  return [...new Set(expand(level).flatMap((one) => Object.keys(one.properties ?? {})))];
}

function expand(level: readonly JsonSchema[]): JsonSchema[] {
  return level.flatMap((one) => [one, ...expand([...(one.anyOf ?? []), ...(one.oneOf ?? [])])]);
}

function child(schema: JsonSchema, part: string | number): JsonSchema[] {
  if (typeof part === "number") return schema.items ? [schema.items] : [];
  const named = schema.properties?.[part];
  if (named) return [named];
  const rest = schema.additionalProperties;
  return typeof rest === "object" ? [rest] : [];
}
