/** Where in a zone a name's addresses are written, in named's own form (zone-store.ts). RFC 1034 4.3.2, RFC 4592. */

export type Found =
  /** `owner` has the addresses: the name itself, or the wildcard that covers it. */
  | { readonly is: "addresses"; readonly owner: string; readonly rows: readonly AddressRow[] }
  /** Another name's addresses: CNAME, DNAME. */
  | { readonly is: "alias"; readonly target: string }
  | { readonly is: "none"; readonly why: string };

export interface AddressRow {
  readonly ttlS: number;
  readonly address: string;
}

interface Row {
  readonly ttlS: number;
  readonly type: string;
  readonly data: string;
}

/** A zone's records by their owner, in lower case and without the final dot. */
export class ZoneRecords {
  readonly #zone: string;
  readonly #rows = new Map<string, Row[]>();
  /** Names that records stand below, too. */
  readonly #nodes = new Set<string>();

  constructor(zone: string, text: string) {
    this.#zone = zone;
    for (const line of text.split("\n")) {
      const [, owner, ttl, type = "", data = ""] =
        /^(\S+)\s+(\d+)\s+IN\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (owner !== undefined) this.#add(bare(owner), { ttlS: Number(ttl), type, data });
    }
  }

  #add(owner: string, row: Row): void {
    const known = this.#rows.get(owner);
    if (known) known.push(row);
    else this.#rows.set(owner, [row]);
    for (const name of this.#above(owner)) this.#nodes.add(name);
  }

  #holds(name: string): boolean {
    return name === this.#zone || name.endsWith(`.${this.#zone}`);
  }

  #of(owner: string, type: string): Row[] {
    return this.#rows.get(owner)?.filter((row) => row.type === type) ?? [];
  }

  find(name: string): Found {
    const above = this.#above(name);
    for (const ancestor of above) {
      if (ancestor !== this.#zone && this.#of(ancestor, "NS").length > 0)
        return { is: "none", why: `${ancestor} is delegated to other servers` };
      const [moved] = ancestor === name ? [] : this.#of(ancestor, "DNAME");
      if (moved)
        return { is: "alias", target: `${name.slice(0, -ancestor.length)}${bare(moved.data)}` };
    }
    if (this.#nodes.has(name)) return this.#at(name);
    const closest = above.findLast((ancestor) => this.#nodes.has(ancestor)) ?? this.#zone;
    const wildcard = `*.${closest}`;
    if (this.#rows.has(wildcard)) return this.#at(wildcard);
    return { is: "none", why: "there is no such name" };
  }

  /** From below the zone's own name down to the name itself. */
  #above(name: string): string[] {
    const names: string[] = [];
    for (let one = name; this.#holds(one); one = one.slice(one.indexOf(".") + 1)) {
      names.unshift(one);
      if (one === this.#zone) break;
    }
    return names;
  }

  #at(owner: string): Found {
    const [alias] = this.#of(owner, "CNAME");
    if (alias) return { is: "alias", target: bare(alias.data) };
    const rows = this.#of(owner, "A").map(({ ttlS, data }) => ({ ttlS, address: data.trim() }));
    return { is: "addresses", owner, rows };
  }
}

const bare = (name: string) => name.trim().toLowerCase().replace(/\.$/, "");
