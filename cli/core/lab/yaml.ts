/** A lab's YAML files, read with the place of every mistake. */
import { readFileSync } from "node:fs";
import {
  type Document,
  isMap,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { z } from "zod";
import { messageOf } from "../base/error.ts";
import { shown } from "../base/shown.ts";
import { Problems } from "./problems.ts";
import { addIssues, type JsonSchema } from "./schema-problems.ts";

/** The file as plain values, not looked at yet. Throws LAB_INVALID, with `hint`, for what is no YAML. */
export function parseYaml(
  path: string,
  hint: string,
): { readonly raw: unknown; readonly problems: Problems } {
  const lines = new LineCounter();
  const text = readFileSync(path, "utf8");
  const document = parseDocument(text, { lineCounter: lines });
  const problems = new Problems(shown(path), document, lines);
  const errors = [...document.errors, ...document.warnings];
  const bare = [...bareIn(document), ...(errors.length > 0 ? bareLines(text) : [])];
  for (const at of bare) problems.addAt(at, unquoted);
  // What YAML makes of the rest after a map that was none is no news.
  const first = Math.min(...bare.map((at) => lines.linePos(at).line));
  for (const error of errors)
    if (!(lines.linePos(error.pos[0]).line >= first))
      problems.addAt(error.pos[0], yamlWording(error));
  if (problems.any) throw problems.toError(hint);
  return { raw: plain(document, problems, hint), problems };
}

/** The file as its schema has it; `problems` is for what a schema cannot say. Throws LAB_INVALID with every mistake. */
export function readYaml<T>(
  path: string,
  schema: z.ZodType<T>,
  hint: string,
): { readonly value: T; readonly problems: Problems } {
  const { raw, problems } = parseYaml(path, hint);
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return { value: parsed.data, problems };
  const keys = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  addIssues(problems, parsed.error.issues, { schema: keys, formerly: new Map() }, raw);
  throw problems.toError(hint);
}

const unquoted =
  'a value with {{...}} needs quotes, like "{{subnet}}": without them YAML reads { as a map';

/** Where `{{...}}` without quotes became a map whose key is a map. */
function bareIn(document: Document): number[] {
  const found: number[] = [];
  visit(document, {
    Pair(_, pair: Pair) {
      if (!isMap(pair.key) || pair.key.flow !== true) return undefined;
      // The outer brace stands before the key's.
      found.push(Math.max(0, (pair.key.range?.[0] ?? 1) - 1));
      return visit.SKIP;
    },
  });
  return found;
}

/** Where a line has `{{` in a value, outside of quotes and comments. */
function bareLines(text: string): number[] {
  const blanked = text.replace(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?:^|\s)#.*$/gm, (part) =>
    part.replace(/[^\n]/g, " "),
  );
  return [...blanked.matchAll(/[:[,-][ \t]*[^\s,{}[\]]*(?=\{\{)/g)].map(
    ({ index, 0: before }) => index + before.length,
  );
}

function yamlWording(error: YAMLError): string {
  if (error.code === "DUPLICATE_KEY") return "this key is there a second time";
  return error.message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "";
}

/** Aliases are followed here: one that leads nowhere, or to far too much, is found only now. */
function plain(document: Document, problems: Problems, hint: string): unknown {
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document)) return;
      problems.addAt(
        node.range?.[0] ?? 0,
        `*${node.source} refers to no &${node.source} before it`,
      );
    },
  });
  if (problems.any) throw problems.toError(hint);
  try {
    return document.toJS();
  } catch (error) {
    problems.add([], messageOf(error));
    throw problems.toError(hint);
  }
}
