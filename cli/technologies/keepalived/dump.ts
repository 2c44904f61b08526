/** keepalived's own dump (SIGUSR1), as the daemon writes it after all includes, defaults and corrections. */

/** The entries below one heading; a key that repeats keeps its last value. */
interface Block {
  readonly kind: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  /** Lines below a heading that ends with ":", e.g. "Tracked scripts :". */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** "VRRP Sync Group = pair, FAULT" has its state behind its name. */
const heading =
  /^ (VRRP Instance|VRRP Script|VRRP Sync Group|VRRP Track process|VRRP Track BFD|Track file|Name) = ([^,]+)/;

/** Every thing of a dump (vrrp_data.c, global_data.c, vrrp_if.c, 2.2.7), in its order. */
export class Dump {
  readonly #blocks: Block[] = [];

  constructor(text: string) {
    let values = new Map<string, string>();
    let lists = new Map<string, string[]>();
    let list = "";
    for (const line of text.split("\n")) {
      const title = heading.exec(line);
      const section = /^ ?-+< (.+) >-+$/.exec(line);
      if (section || title) {
        values = new Map();
        lists = new Map();
        list = "";
        const [, kind = "", name = ""] = title ?? section ?? [];
        this.#blocks.push({ kind, name: name.trim(), values, lists });
        continue;
      }
      const [, key, value = ""] = /^ {1,4}(\S[^=]*?) = (.*)$/.exec(line) ?? [];
      const named = /^ {2,4}(\S.*?) ?(?:\(\d+\))? ?:$/.exec(line)?.[1];
      list = named?.trim() ?? list;
      if (key !== undefined) values.set(key, value);
      else if (named !== undefined) lists.set(list, []);
      else if (/^ {5}\S/.test(line)) lists.get(list)?.push(line.trim());
    }
  }

  all(kind: string): readonly Block[] {
    return this.#blocks.filter((block) => block.kind === kind);
  }

  /** A word of `global_defs`; undefined: it is not set. */
  global(key: string): string | undefined {
    return this.all("Global definitions")[0]?.values.get(key);
  }
}

export type { Block };

/** "7.5" or "1 sec" -> the number; nothing -> 0. */
export function numberIn(text: string | undefined): number {
  return Number.parseFloat(text ?? "") || 0;
}
