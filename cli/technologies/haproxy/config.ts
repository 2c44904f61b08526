/** HAProxy's configuration in force as its sections: the words of each line, and where it stands. */
import { tokensOf } from "./syntax/lexer.ts";
import { sectionWords } from "./syntax/tree.ts";

/** One line that says something. */
export interface Line {
  readonly words: readonly string[];
  /** "haproxy.cfg:12". */
  readonly at: string;
}

export interface Section {
  /** global, defaults, frontend, backend, listen, peers ... */
  readonly kind: string;
  readonly name: string;
  /** The named defaults that it begins with; else the last defaults before it count. */
  readonly from: string | undefined;
  readonly lines: Line[];
}

export interface Config {
  readonly sections: readonly Section[];
  /** `.if` and the like: which lines count is decided as the daemon reads them. */
  readonly conditional: Line | undefined;
}

/** Stands before each file in what `halab-svc in-force haproxy` prints. */
const fileMark = /^# halab file (\S+)$/;

/** All files in the order in which the daemon reads them: a section may begin in any of them. */
export function parseConfig(text: string): Config {
  const sections: Section[] = [];
  const lines = linesOf(text).filter(({ words }) => words.length > 0);
  const isConditional = ({ words }: Line) => words[0]?.startsWith(".");
  for (const line of lines) {
    const [first = "", name = ""] = line.words;
    if (isConditional(line)) continue;
    if (!sectionWords.has(first)) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    const at = line.words.indexOf("from", 1);
    const from = at < 0 ? undefined : line.words[at + 1];
    sections.push({ kind: first, name: at === 1 ? "" : name, from, lines: [] });
  }
  return { sections, conditional: lines.find(isConditional) };
}

function linesOf(text: string): Line[] {
  let [file, number] = ["haproxy.cfg", 0];
  return text.split("\n").flatMap((raw) => {
    const marked = fileMark.exec(raw)?.[1];
    if (marked !== undefined) [file, number] = [marked.slice(marked.lastIndexOf("/") + 1), 0];
    else number += 1;
    return marked === undefined ? [{ words: wordsOf(raw), at: `${file}:${number}` }] : [];
  });
}

/**
 * Words as HAProxy splits them: quotes, a backslash before a character, a comment after "#"
 * (configuration manual, 2.2). Variables of the environment stay as they stand.
 */
export function wordsOf(line: string): string[] {
  return tokensOf(line).flatMap(({ kind, value }) => (kind === "word" ? [value] : []));
}

const units: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** HAProxy's times: a number is milliseconds, or has a unit (configuration manual, 2.5). Seconds. */
export function haproxyTime(text: string | undefined): number | undefined {
  const match = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text ?? "");
  return match ? Number(match[1]) * (units[match[2] ?? "ms"] ?? 1e-3) : undefined;
}
