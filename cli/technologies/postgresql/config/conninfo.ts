/** A connection string of keywords and values (PostgreSQL 15, 34.1.1.1). */

export type Conninfo = ReadonlyMap<string, string>;

const pair = /\s*([a-z_]+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)/y;

/** Undefined: it is a URI, or it is none. */
export function parseConninfo(text: string): Conninfo | undefined {
  const found = new Map<string, string>();
  pair.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ""; at = pair.lastIndex) {
    pair.lastIndex = at;
    const [, key, value = ""] = pair.exec(text) ?? [];
    if (key === undefined) return undefined;
    const plain = value.startsWith("'") ? value.slice(1, -1) : value;
    found.set(key, plain.replace(/\\(.)/g, "$1"));
  }
  return found;
}

/** Those that are tried, in turn. */
export function hostsOf(conninfo: Conninfo): readonly string[] {
  const listed = conninfo.get("host") ?? conninfo.get("hostaddr") ?? "";
  return listed
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
