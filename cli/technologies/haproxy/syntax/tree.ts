/** HAProxy's configuration as sections of directives, each with its place (configuration manual, 2.1, 2.4, 3, 4). */
import { type Token, tokensOf } from "./lexer.ts";

/** One word of a directive. */
interface Word {
  readonly value: string;
  /** From 1. */
  readonly column: number;
  /** It has a variable of the daemon's environment, which no file knows. */
  readonly dynamic: boolean;
}

/** One line that says something. */
export interface Directive {
  /** Without `no` or `default`; its keyword is the first. */
  readonly words: readonly string[];
  readonly args: readonly Word[];
  /** `no option redispatch` takes away what defaults said, `default` puts back what the daemon has. */
  readonly prefix: "" | "no" | "default";
  /** From 1. */
  readonly line: number;
  /** "line 12", for messages. */
  readonly at: string;
}

export interface Section {
  /** global, defaults, frontend, backend, listen, peers ... */
  readonly kind: string;
  /** Empty: it has none. */
  readonly name: string;
  /** The named defaults that it begins with. */
  readonly from: string | undefined;
  readonly head: Directive;
  readonly directives: readonly Directive[];
}

export interface HaproxyFile {
  /** They join to the text again. */
  readonly tokens: readonly Token[];
  readonly sections: readonly Section[];
  /** Before the first section; the daemon refuses them. */
  readonly outside: readonly Directive[];
  /** `.if` and the like: which lines count is decided as the daemon reads them. */
  readonly conditional: boolean;
  /** A quote that nobody closes. */
  readonly unclosed: readonly { readonly line: number; readonly column: number }[];
  /** The number of the last line where that has no line feed: the daemon takes the file for cut off. */
  readonly cutOff: number | undefined;
}

/** What begins a section (configuration manual 2.6, chapters 3, 4, 6 and 10). */
export const sectionWords: ReadonlySet<string> = new Set([
  ...["global", "defaults", "frontend", "backend", "listen", "peers", "resolvers", "mailers"],
  ...["userlist", "ring", "http-errors", "fcgi-app", "cache", "program", "log-forward"],
]);

/** Never throws; what makes no sense is a directive as well. */
export function parseFile(text: string): HaproxyFile {
  const tokens = tokensOf(text);
  const directives = directivesOf(tokens);
  const sections: { readonly head: Directive; readonly directives: Directive[] }[] = [];
  const outside: Directive[] = [];
  for (const one of directives) {
    const [keyword = ""] = one.words;
    if (keyword.startsWith(".")) continue;
    if (sectionWords.has(keyword) && one.prefix === "")
      sections.push({ head: one, directives: [] });
    else (sections.at(-1)?.directives ?? outside).push(one);
  }
  const last = tokens.at(-1);
  return {
    tokens,
    sections: sections.map(({ head, directives: own }) => sectionOf(head, own)),
    outside,
    conditional: directives.some(({ words: [keyword = ""] }) => keyword.startsWith(".")),
    unclosed: tokens.filter(({ open }) => open).map(({ line, column }) => ({ line, column })),
    cutOff: last === undefined || last.kind === "newline" ? undefined : last.line,
  };
}

function sectionOf(head: Directive, directives: readonly Directive[]): Section {
  const [kind = "", name = ""] = head.words;
  const at = head.words.indexOf("from", 1);
  const from = at < 0 ? undefined : head.words[at + 1];
  return { kind, name: at === 1 ? "" : name, from, head, directives };
}

function directivesOf(tokens: readonly Token[]): readonly Directive[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "newline") lines.push([]);
    else if (token.kind === "word") lines.at(-1)?.push(token);
  }
  return lines.flatMap((words) => directiveOf(words));
}

function directiveOf(tokens: readonly Token[]): readonly Directive[] {
  const [first] = tokens;
  if (!first) return [];
  const isPrefixed = tokens.length > 1 && (first.raw === "no" || first.raw === "default");
  const own = isPrefixed ? tokens.slice(1) : tokens;
  const prefix = !isPrefixed ? "" : first.raw === "no" ? "no" : "default";
  const args = own.map(({ value, column, dynamic }) => ({ value, column, dynamic }));
  const { line } = first;
  return [{ words: args.map(({ value }) => value), args, prefix, line, at: `line ${line}` }];
}

/** The text that a file was read from. */
export function textOf({ tokens }: HaproxyFile): string {
  return tokens.map(({ raw }) => raw).join("");
}
