/** nft(8) text -> tokens that join to the text again. It never fails. */

export interface NftToken {
  readonly kind: "blank" | "newline" | "comment" | "string" | "symbol" | "word";
  /** As it stands there. */
  readonly raw: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const wordChar = /[\w./:*+@$%\\-]/;
const twoChars = ["!=", "==", "<=", ">=", "<<", ">>"];

function isBlank(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\uFEFF";
}

/** A backslash that is the last of its line joins it with the next one. */
function joinAt(text: string, at: number): number {
  if (text[at] !== "\\") return 0;
  if (text[at + 1] === "\n") return 2;
  return text[at + 1] === "\r" && text[at + 2] === "\n" ? 3 : 0;
}

function blankEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const joined = joinAt(text, at);
    if (joined > 0) at += joined;
    else if (at < text.length && isBlank(text.charAt(at))) at += 1;
    else return at;
  }
}

function stringEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += 1;
  return text[at] === quote ? at + 1 : at;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && wordChar.test(text.charAt(at)) && joinAt(text, at) === 0) at += 1;
  return at;
}

function next(text: string, at: number): Pick<NftToken, "kind"> & { readonly end: number } {
  const char = text.charAt(at);
  if (char === "\n") return { kind: "newline", end: at + 1 };
  if (isBlank(char) || joinAt(text, at) > 0) return { kind: "blank", end: blankEnd(text, at) };
  if (char === "#") {
    const end = text.indexOf("\n", at);
    return { kind: "comment", end: end < 0 ? text.length : end };
  }
  if (char === '"' || char === "'") return { kind: "string", end: stringEnd(text, at) };
  if (wordChar.test(char)) return { kind: "word", end: wordEnd(text, at) };
  const two = twoChars.includes(text.slice(at, at + 2));
  return { kind: "symbol", end: at + (two ? 2 : 1) };
}

/** Every token of the text, blanks and comments too. Linear in its length. */
export function lexNft(text: string): NftToken[] {
  const tokens: NftToken[] = [];
  let [at, line, column] = [0, 1, 1];
  while (at < text.length) {
    const { kind, end } = next(text, at);
    const raw = text.slice(at, end);
    tokens.push({ kind, raw, line, column });
    const lines = raw.split("\n");
    column = (lines.length > 1 ? 1 : column) + (lines.at(-1) ?? "").length;
    line += lines.length - 1;
    at = end;
  }
  return tokens;
}

/** Without its quotes. */
export function bare({ kind, raw }: NftToken): string {
  return kind === "string" ? raw.replace(/^["']|["']$/g, "") : raw;
}
