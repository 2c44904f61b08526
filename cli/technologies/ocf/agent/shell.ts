/**
 * What an agent in shell does for an action, as far as its text tells: the arms of its `case`, and the functions that they
 * call. Nothing is run. What is written in another way has no arms, and nothing is said of it then.
 */

interface Block {
  readonly text: string;
  /** From 1: of its first line. */
  readonly line: number;
}

export interface ShellAgent {
  /** By action: all that is done for it. Empty where no arm was found. */
  readonly actions: ReadonlyMap<string, Block>;
  /** Its last command. */
  readonly last: Block | undefined;
}

const isShell = (text: string) => /^#!\s*\S*\/(?:env\s+)?(?:ba|da|k)?sh\b/.test(text);

/** Lines without those that are comments, and without here-documents: their words are nobody's commands. */
function commandsOf(text: string): readonly string[] {
  let until: string | undefined;
  return text.split("\n").map((line) => {
    if (until !== undefined) {
      if (line.trim() === until) until = undefined;
      return "";
    }
    if (/^\s*#/.test(line)) return "";
    until = /<<-?\s*(['"]?)(\w+)\1/.exec(line)?.[2];
    return line;
  });
}

/** `name() {` to its `}`, which stands no deeper; or all of it in one line. */
function functionsIn(lines: readonly string[]): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>();
  lines.forEach((line, at) => {
    const [, indent = "", name, rest = ""] =
      /^(\s*)(?:function\s+)?([A-Za-z_][\w-]*)\s*\(\)\s*\{?(.*)$/.exec(line) ?? [];
    if (name === undefined) return;
    if (/\}\s*$/.test(rest)) {
      found.set(name, { text: rest, line: at + 1 });
      return;
    }
    const length = lines.slice(at + 1).findIndex((one) => one.startsWith(`${indent}}`));
    if (length < 0) return;
    found.set(name, { text: lines.slice(at + 1, at + 1 + length).join("\n"), line: at + 1 });
  });
  return found;
}

/** Arms of every `case`: the words before `)`, and what follows up to `;;`. */
function armsIn(lines: readonly string[]): readonly { words: readonly string[]; block: Block }[] {
  const found: { words: string[]; block: Block }[] = [];
  let open: { words: string[]; line: number; text: string[] } | undefined;
  lines.forEach((line, at) => {
    const [, words, rest = ""] = /^\s*\(?([\w"'|\s*-]+)\)\s*(.*)$/.exec(line) ?? [];
    if (!open && words !== undefined)
      open = { words: words.split(/[|\s"']+/).filter(Boolean), line: at + 1, text: [rest] };
    else open?.text.push(line);
    if (open && /;;\s*$/.test(line)) {
      found.push({ words: open.words, block: { text: open.text.join("\n"), line: open.line } });
      open = undefined;
    }
  });
  return found;
}

/** The text, with the functions that it names, and those that they name. */
function withCalls(text: string, functions: ReadonlyMap<string, Block>): string {
  const seen = new Set<string>();
  const all = [text];
  for (const one of all)
    for (const [word] of one.matchAll(/[A-Za-z_][\w-]*/g)) {
      const called = functions.get(word);
      if (!called || seen.has(word)) continue;
      seen.add(word);
      all.push(called.text);
    }
  return all.join("\n");
}

/** Where it begins: at the one function that an arm calls, or at the arm itself. */
function lineOf(arm: Block, functions: ReadonlyMap<string, Block>): number {
  const [word] = /[A-Za-z_][\w-]*/.exec(arm.text) ?? [];
  return functions.get(word ?? "")?.line ?? arm.line;
}

/** Undefined: it is in another language. */
export function readShell(text: string): ShellAgent | undefined {
  if (!isShell(text)) return undefined;
  const lines = commandsOf(text);
  const functions = functionsIn(lines);
  const actions = new Map<string, Block>();
  for (const { words, block } of armsIn(lines))
    for (const word of words) {
      const known = actions.get(word);
      const own = withCalls(block.text, functions);
      // An arm that only lets an action pass says nothing of it.
      const line = known && known.text.trim() !== ";;" ? known.line : lineOf(block, functions);
      actions.set(word, { text: [...(known ? [known.text] : []), own].join("\n"), line });
    }
  const at = lines.findLastIndex((line) => line.trim() !== "");
  return { actions, last: at < 0 ? undefined : { text: (lines[at] ?? "").trim(), line: at + 1 } };
}
