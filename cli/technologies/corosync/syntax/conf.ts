/**
 * corosync.conf as lines that join to the text again, and the sections that they make. One key a line, as
 * parse_section() of coroparse.c (3.1.7) reads it: a line with "{" opens, one with ":" is a key, "}" stands alone.
 */

interface Line {
  /** With its end. */
  readonly raw: string;
  /** From 1. */
  readonly line: number;
  readonly kind: "blank" | "comment" | "open" | "close" | "key" | "odd";
  /** Of a section or a key, else empty. */
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly column: number;
  /** Something stands before or behind a brace, or before the colon nothing does. */
  readonly amiss: boolean;
}

export interface Key {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly column: number;
  /** "totem.interface.linknumber" */
  readonly path: string;
}

export interface Section {
  readonly name: string;
  /** "totem.interface"; empty for the file as a whole. */
  readonly path: string;
  readonly line: number;
  readonly keys: readonly Key[];
  readonly sections: readonly Section[];
}

/** Why the daemon reads no further. */
export interface Trouble {
  readonly line: number;
  readonly why: "unclosed" | "too many" | "beside a brace" | "no name" | "neither";
}

export interface Conf {
  readonly lines: readonly Line[];
  readonly root: Section;
  /** The first one; undefined: all of it can be read. */
  readonly trouble: Trouble | undefined;
}

const blanks = /^[ \t\u00a0]+|[ \t\u00a0]+$/g;
const trimmed = (text: string) => text.replace(blanks, "");

/** With their ends; linear in the text. */
function rawLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const next = end < 0 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

function lineOf(raw: string, line: number): Line {
  const text = raw.replace(/\r?\n$/, "");
  const inner = trimmed(text);
  const column = text.length === 0 ? 1 : Math.max(0, text.indexOf(inner)) + 1;
  const of = (kind: Line["kind"], name = "", value = "", amiss = false): Line => {
    return { raw, line, kind, name, value, column, amiss };
  };
  if (inner === "") return of("blank");
  if (inner.startsWith("#")) return of("comment");
  const brace = inner.indexOf("{");
  if (brace >= 0) {
    const name = trimmed(inner.slice(0, brace)).replace(/[:{]+$/, "");
    return of("open", name, "", trimmed(inner.slice(brace + 1)) !== "");
  }
  const colon = inner.indexOf(":");
  if (colon >= 0) {
    const name = trimmed(inner.slice(0, colon));
    return of("key", name, trimmed(inner.slice(colon + 1)), name === "");
  }
  if (inner.includes("}")) return of("close", "", "", inner !== "}");
  return of("odd");
}

interface Open {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly keys: Key[];
  readonly sections: Open[];
}

/** Longer paths the daemon refuses (ICMAP_KEYNAME_MAXLEN). */
const longest = 255;

function pathOf(parent: string, name: string): string {
  if (parent === "") return name;
  return parent.length > longest ? parent : `${parent}.${name}`;
}

class Reader {
  readonly root: Open = { name: "", path: "", line: 1, keys: [], sections: [] };
  readonly #open: Open[] = [this.root];
  trouble: Trouble | undefined;

  take(one: Line): void {
    const into = this.#open.at(-1) ?? this.root;
    const path = pathOf(into.path, one.name);
    if (one.kind === "key") into.keys.push({ ...one, path });
    if (one.kind === "open") {
      const section = { name: one.name, path, line: one.line, keys: [], sections: [] };
      into.sections.push(section);
      this.#open.push(section);
    }
    if (one.kind === "close" && this.#open.length > 1) this.#open.pop();
    else if (one.kind === "close") this.#stop(one, "too many");
    if (one.kind === "odd") this.#stop(one, "neither");
    if (one.amiss) this.#stop(one, one.kind === "key" ? "no name" : "beside a brace");
    if (one.kind === "open" && one.name === "") this.#stop(one, "no name");
  }

  end(): void {
    const unclosed = this.#open.at(1);
    if (unclosed) this.#stop(unclosed, "unclosed");
  }

  #stop({ line }: { readonly line: number }, why: Trouble["why"]): void {
    this.trouble ??= { line, why };
  }
}

/** Never throws; what makes no sense is a line as well. */
export function parseConf(text: string): Conf {
  const lines = rawLines(text).map((raw, at) => lineOf(raw, at + 1));
  const reader = new Reader();
  for (const line of lines) reader.take(line);
  reader.end();
  return { lines, root: reader.root, trouble: reader.trouble };
}

/** The text that a file was read from. */
export function textOf({ lines }: Conf): string {
  return lines.map(({ raw }) => raw).join("");
}

/** All sections with this path. */
export function sectionsAt({ root }: Conf, path: string): readonly Section[] {
  return path
    .split(".")
    .reduce<readonly Section[]>(
      (found, name) => found.flatMap(({ sections }) => sections.filter((one) => one.name === name)),
      [root],
    );
}

/** Every key of the file, those of sections within sections as well. */
export function keysIn(conf: Conf): readonly Key[] {
  const keys: Key[] = [];
  const left: Section[] = [conf.root];
  for (let one = left.pop(); one; one = left.pop()) {
    keys.push(...one.keys);
    left.push(...one.sections);
  }
  return keys.sort((a, b) => a.line - b.line);
}
