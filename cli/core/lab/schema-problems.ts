/** What Zod found, in words for the author of a lab. */
import type { z } from "zod";
import { didYouMean, nearest } from "../base/nearest.ts";
import type { Path, Problems } from "./problems.ts";

type Issue = z.core.$ZodIssue;

export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
}

export interface Words {
  /** To know the keys that exist. */
  readonly schema: JsonSchema;
  /** What kinds were called before -> what they are called now. */
  readonly formerly: ReadonlyMap<string, string>;
}

/** Adds every issue at its place. */
export function addIssues(
  problems: Problems,
  found: readonly Issue[],
  { schema, formerly }: Words,
  root: unknown,
): void {
  const issues = flatten(found, []);
  const typos = new Set(issues.flatMap((issue) => meantKeys(issue, schema, root)));
  for (const issue of issues) {
    const path = pathOf(issue);
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path, root);
      for (const key of issue.keys) {
        problems.add([...path, key], `unknown key "${key}"${didYouMean(key, known)}`, true);
      }
    } else if (issue.code === "invalid_key") {
      const why = issue.issues[0]?.message ?? "is not allowed";
      problems.add(path, `${JSON.stringify(String(path.at(-1)))} ${why}`, true);
    } else if (isUnfilled(issue.input)) {
      // A variable of it is missing: that was said already.
    } else if (!(isMissing(issue) && typos.has(path.join("\n")))) {
      problems.add(path, wording(issue, path, formerly));
    }
  }
}

/** A string whose `{{...}}` could not be filled in. */
export function isUnfilled(value: unknown): boolean {
  return typeof value === "string" && value.includes("{{");
}

function pathOf(issue: Issue): (string | number)[] {
  return issue.path.filter((part) => typeof part !== "symbol");
}

/** Unions without a discriminator are replaced by what the branch that was meant says. */
function flatten(issues: readonly Issue[], base: Issue["path"]): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...base, ...issue.path];
    if (issue.code !== "invalid_union" || issue.discriminator) return [{ ...issue, path }];
    const meant = issue.errors
      .filter(
        (errors) => !errors.some((one) => one.code === "invalid_type" && one.path.length === 0),
      )
      .sort((a, b) => a.length - b.length)[0];
    return meant ? flatten(meant, path) : [{ ...issue, path }];
  });
}

/** The keys that an author most probably meant by those that are unknown. */
function meantKeys(issue: Issue, schema: JsonSchema, root: unknown): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  const known = keysAt(schema, path, root);
  return issue.keys.flatMap((key) => nearest(key, known).map((one) => [...path, one].join("\n")));
}

function isMissing(issue: Issue): boolean {
  if (issue.code === "invalid_union" && issue.discriminator) {
    return valueAt(issue.input, [issue.discriminator]) === undefined;
  }
  const typed = issue.code === "invalid_type" || issue.code === "invalid_value";
  return issue.input === undefined && (typed || issue.code === "invalid_union");
}

function wording(issue: Issue, path: Path, formerly: Words["formerly"]): string {
  // An entry of a list has no name but the list's.
  const key = path.findLast((part) => typeof part === "string");
  const name = key === undefined ? "the file" : `"${key}"`;
  if (issue.code === "invalid_union" && issue.discriminator) {
    const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
    return unknownKind(issue.discriminator, issue.input, options.map(String), formerly);
  }
  if (isMissing(issue)) return `${name} is missing`;
  return `${name} ${must(issue)}`;
}

/** "unknown fault "power-of" (did you mean ...)": the kinds' keys are our words for them. */
function unknownKind(
  key: string,
  input: unknown,
  options: readonly string[],
  formerly: Words["formerly"],
): string {
  const value = valueAt(input, [key]);
  if (value === undefined) return `"${key}" is missing${didYouMean("", options)}`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const now = formerly.get(text);
  return `unknown ${key} "${text}"${didYouMean(now ?? text, now ? [now] : options)}`;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a map of keys",
  record: "a map of keys",
};

function must(issue: Issue): string {
  // Our own messages begin so; the others are Zod's.
  if (issue.message.startsWith("must ")) return `${issue.message}, not ${shownValue(issue.input)}`;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${typeWords[issue.expected] ?? issue.expected}, not ${shownValue(issue.input)}`;
    case "invalid_value": {
      const values = issue.values.map((value) => JSON.stringify(value));
      const near =
        typeof issue.input === "string" ? nearest(issue.input, issue.values.map(String)) : [];
      const meant = near[0] === undefined ? "" : ` (did you mean "${near[0]}"?)`;
      return `must be ${values.join(" or ")}, not ${shownValue(issue.input)}${meant}`;
    }
    case "too_small":
      return `must be at least ${issue.minimum}${unit(issue)}, not ${amount(issue.input)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${unit(issue)}, not ${amount(issue.input)}`;
    default:
      return `is not right (${issue.message}): ${shownValue(issue.input)}`;
  }
}

function unit(issue: Issue & { readonly origin: string }): string {
  return issue.origin === "array" ? " long" : "";
}

function amount(input: unknown): string {
  return String(Array.isArray(input) ? input.length : input);
}

function shownValue(input: unknown): string {
  if (input === undefined || input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a map of keys";
  if (typeof input === "string") return `"${input}"`;
  return `the ${typeof input} ${String(input)}`;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === String(part))?.[1]
        : undefined,
    root,
  );
}

/** Every key that the schema allows at `path`, for the kind that is written there. */
function keysAt(schema: JsonSchema, path: Path, root: unknown): string[] {
  let level: readonly JsonSchema[] = [schema];
  for (const part of path) level = expand(level).flatMap((one) => child(one, part));
  const all = expand(level);
  const value = valueAt(root, path);
  const meant = all.filter((one) => isKindOf(one, value));
  return [
    ...new Set(
      (meant.length > 0 ? meant : all).flatMap((one) => Object.keys(one.properties ?? {})),
    ),
  ];
}

/** The branch of a union of kinds whose literals the value has. */
function isKindOf(schema: JsonSchema, value: unknown): boolean {
  const literals = Object.entries(schema.properties ?? {}).filter(
    ([, one]) => one.const !== undefined,
  );
  return literals.length > 0 && literals.every(([key, one]) => valueAt(value, [key]) === one.const);
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
