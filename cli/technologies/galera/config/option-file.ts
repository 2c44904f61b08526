/** MariaDB's option files (mysys/my_default.c, 10.11): groups, options, and what they include. */

export interface Option {
  /** In small letters, with underscores: a hyphen is the same. */
  readonly name: string;
  /** Without quotes; undefined: the option stands alone. */
  readonly value: string | undefined;
  readonly group: string;
  /** From 1. */
  readonly line: number;
}

export interface OptionFile {
  readonly options: readonly Option[];
}

/** An escaped character of a value stays what it is here: none of ours has one. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const [, quoted] = /^(?:"(.*)"|'.*')$/.exec(trimmed) ?? [];
  if (/^'.*'$/.test(trimmed)) return trimmed.slice(1, -1);
  return quoted ?? trimmed;
}

/** Quoted texts, and what lies between them; a `#` that begins a word there begins a comment. */
const piece = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<=^|\s)#.*$|./gs;

function uncommented(text: string): string {
  const pieces = text.match(piece) ?? [];
  return pieces.filter((one) => !one.startsWith("#") || one === "#").join("");
}

function optionOf(text: string, group: string, line: number): Option {
  const body = uncommented(text).trim();
  const at = body.indexOf("=");
  const name = (at < 0 ? body : body.slice(0, at)).trim();
  return {
    name: name
      .toLowerCase()
      .replaceAll("-", "_")
      .replace(/^loose_/, ""),
    value: at < 0 ? undefined : unquoted(body.slice(at + 1)),
    ...{ group, line },
  };
}

/** Total: what is none of an option file's lines is left out. */
export function parseOptionFile(text: string): OptionFile {
  let group = "";
  const options = text.split(/\r\n|\n/).flatMap((raw, index): Option[] => {
    const line = raw.trim();
    if (line === "" || /^[#;!]/.test(line)) return [];
    const [, named] = /^\[([^\]]*)\]/.exec(line) ?? [];
    if (named !== undefined) {
      group = named.trim();
      return [];
    }
    return [optionOf(line, group, index + 1)];
  });
  return { options };
}
