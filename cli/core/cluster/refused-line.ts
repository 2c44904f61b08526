/** A daemon names a file and a line that it refuses: the line itself, with a caret below what it means. */
import { mayHoldSecret } from "../base/secrets.ts";
import { textOf } from "./content.ts";
import type { PlannedNode } from "./plan.ts";

/** named, keepalived's start and nlb: `FILE:4: `; HAProxy: `[FILE:8]`; nftables: `FILE:7:21-24: `; keepalived -t: `(FILE: Line 3)`. */
const place = /(\/[^\s:()[\]]+):(?: Line )?(\d+)(?::(\d+)-(\d+))?/;
/** As HAProxy, named and keepalived quote a word. */
const quoted = /['"]([^'"]+)['"]/g;
/** A line may be as long as a student's file makes it. */
const longest = 120;

/** The first place that is named: a file of the node, and its line. */
export function refusedPlace(
  said: string,
): { readonly path: string; readonly line: number } | undefined {
  const [, path, number] = place.exec(said) ?? [];
  return path === undefined ? undefined : { path, line: Number(number) };
}

/** Nothing where no file of the node is named, that line is not in it, or it may hold a secret. */
export function refusedLine(said: string, node: Pick<PlannedNode, "files">): readonly string[] {
  const [, path, number, from, to] = place.exec(said) ?? [];
  const file = node.files.find((one) => one.path === path);
  const line = file && textOf(file).split(/\r\n|\n/)[Number(number) - 1];
  // A message in which a secret was left out already says so.
  if (line === undefined || mayHoldSecret(line) || said.includes("(secret)")) return [];
  const shown = line.slice(0, longest).replaceAll("\t", " ");
  const head = `${number} | `;
  const text = `${head}${visible(shown)}`;
  const marked = from === undefined ? wordIn(said, shown) : [Number(from) - 1, Number(to)];
  const [begin = 0, end = 0] = marked ?? [shown.search(/[^ ]/), shown.trimEnd().length];
  if (begin < 0 || end <= begin || begin >= shown.length) return [text];
  const caret = "^".repeat(Math.min(end, shown.length) - begin);
  return [text, `${" ".repeat(number?.length ?? 0)} | ${" ".repeat(begin)}${caret}`];
}

/** Where in its line (from 1) it begins what is meant; undefined: nothing tells. */
export function refusedColumn(said: string, line: string): number | undefined {
  const [, , , from] = place.exec(said) ?? [];
  if (from !== undefined) return Number(from);
  const [at] = wordIn(said, line) ?? [];
  return at === undefined ? undefined : at + 1;
}

/** Where the first word stands that is quoted and in the line. */
function wordIn(said: string, line: string): readonly number[] | undefined {
  for (const [, word = ""] of said.matchAll(quoted)) {
    const at = line.indexOf(word);
    if (at >= 0) return [at, at + word.length];
  }
  return undefined;
}

/** What nobody sees in an editor: a byte order mark, and other control characters. */
function visible(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, "\u00b7");
}
