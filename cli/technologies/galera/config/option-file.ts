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
function valueOf(text: string): string {
  const trimmed = text.trim();
  const [, quoted] = /^(?:"(.*)"|'.*')$/.exec(trimmed) ?? [];
  if (/^'.*'$/.test(trimmed)) return trimmed.slice(1, -1);
  return quoted ?? trimmed;
}

/** What a `#` begins inside of a line is a comment, unless it stands in quotes. */
function uncommented(text: string): string {
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? "";
    if (quote !== "") {
      if (one === "\\") at += 1;
      else if (one === quote) quote = "";
    } else if (one === '"' || one === "'") quote = one;
    else if (one === "#" && (at === 0 || /\s/.test(text[at - 1] ?? ""))) return text.slice(0, at);
  }
  return text;
}

function optionOf(text: string, group: string, line: number): Option {
  const body = uncommented(text).trim();
  const at = body.indexOf("=");
  const name = (at < 0 ? body : body.slice(0, at)).trim();
  return {
    name: name.toLowerCase().replaceAll("-", "_").replace(/^loose_/, ""),
    value: at < 0 ? undefined : valueOf(body.slice(at + 1)),
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
