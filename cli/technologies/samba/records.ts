/** LDIF as ldbsearch prints it: each record's values, the last one of a name; names in lower case (RFC 2849). */
export type LdifRecord = ReadonlyMap<string, string>;

export function recordsOf(ldif: string): readonly LdifRecord[] {
  return ldif
    .replaceAll(/\r?\n /g, "")
    .split(/\n\s*\n/)
    .map((record) => {
      const lines = record.split("\n").flatMap((line) => {
        const [, key, base64, value] = /^([A-Za-z0-9-]+):(:?) ?(.*)$/.exec(line) ?? [];
        if (key === undefined || value === undefined) return [];
        const text = base64 ? Buffer.from(value, "base64").toString() : value;
        return [[key.toLowerCase(), text] as const];
      });
      return new Map(lines);
    })
    .filter((record) => record.has("dn"));
}

/** The name in the n-th part of a DN, as "DC1" of "CN=NTDS Settings,CN=DC1,CN=Servers,…"; "" where there is none. */
export function partOf(dn: string, n: number): string {
  return /^[A-Z]+=(.*)$/i.exec(dn.split(/(?<!\\),/)[n] ?? "")?.[1] ?? "";
}
