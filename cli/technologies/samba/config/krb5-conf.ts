/** krb5.conf as MIT's profile library reads it (krb5.conf(5), prof_parse.c): sections, relations, and braces below them. */

export interface Relation {
  /** ["realms", "LAB.TEST", "kdc"]. */
  readonly path: readonly string[];
  readonly value: string;
  readonly line: number;
}

export interface Krb5Conf {
  readonly relations: readonly Relation[];
  /** The first line that the library refuses, as it does the whole file then. */
  readonly bad: number | undefined;
}

type Line =
  | { readonly is: "section" | "open"; readonly name: string }
  | { readonly is: "close" | "nothing" }
  | { readonly is: "relation"; readonly name: string; readonly value: string };

/** Undefined: no line of such a file. */
function lineOf(raw: string): Line | undefined {
  const said = raw.trim();
  if (said === "" || /^[#;]/.test(said) || /^include(dir)?\s+\//.test(said))
    return { is: "nothing" };
  if (/^}\*?$/.test(said)) return { is: "close" };
  const section = /^\[([^\]]+)\]\*?$/.exec(said)?.[1];
  if (section !== undefined) return { is: "section", name: section };
  const [, name, value] = /^([^\s=]+)\s*=\s*(.*?)\s*$/.exec(said) ?? [];
  if (name === undefined || value === undefined || value === "") return undefined;
  if (value === "{") return { is: "open", name: name.replace(/\*$/, "") };
  return { is: "relation", name: name.replace(/\*$/, ""), value: value.replace(/^"(.*)"$/, "$1") };
}

/** Where a line leads to; undefined: it may not stand there. */
function moved(path: readonly string[], line: Line): readonly string[] | undefined {
  if (line.is === "section") return [line.name];
  if (line.is === "nothing") return path;
  if (line.is === "close") return path.length > 1 ? path.slice(0, -1) : undefined;
  if (path.length === 0) return undefined;
  return line.is === "open" ? [...path, line.name] : path;
}

export function parseKrb5Conf(text: string): Krb5Conf {
  const relations: Relation[] = [];
  let path: readonly string[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = lineOf(raw);
    const next = line && moved(path, line);
    if (!next) return { relations, bad: at + 1 };
    path = next;
    if (line.is === "relation")
      relations.push({ path: [...path, line.name], value: line.value, line: at + 1 });
  }
  return { relations, bad: undefined };
}

/** Of a relation that may stand but once the first one counts. */
export function relationOf(conf: Krb5Conf, ...path: readonly string[]): Relation | undefined {
  return relationsOf(conf, ...path)[0];
}

export function relationsOf(conf: Krb5Conf, ...path: readonly string[]): readonly Relation[] {
  const wanted = path.join("\n");
  return conf.relations.filter((one) => one.path.join("\n") === wanted);
}
