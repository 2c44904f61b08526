/** One line of what `halab-samba` says (templates/samba/layer/src) -> what it means. */

/** An object of the watched unit, by the name that the controller gives it now. */
export interface Named {
  /** "Sales", or "Sales\nCNF:9f…" of the one that was renamed. */
  readonly name: string;
  /** Of its objectGUID, as the bytes were escaped: the same object has the same everywhere. */
  readonly guid: string;
  /** Its description; empty: it has none. */
  readonly value: string;
}

/** Whom a controller pulls from, and where each one is. */
export interface Links {
  /** "dc1" -> "Default-First-Site-Name". */
  readonly sites: ReadonlyMap<string, string>;
  readonly inbound: readonly { readonly to: string; readonly from: string }[];
}

export type Word =
  | { readonly word: "up" }
  | { readonly word: "down"; readonly why: string }
  | { readonly word: "wrote"; readonly number: number; readonly tookMs: number }
  | { readonly word: "refused"; readonly number: number; readonly why: string }
  | { readonly word: "saw"; readonly source: string; readonly number: number }
  | { readonly word: "names"; readonly objects: readonly Named[] }
  | { readonly word: "roles"; readonly owners: ReadonlyMap<string, string> }
  | { readonly word: "links"; readonly links: Links };

/** What the program escaped: "%0a" is a line's end. */
function plain(text: string): string {
  return text.replace(/%([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const parts = (text: string, by: string): string[] => (text === "-" ? [] : text.split(by));

/** Controllers are called in capitals where the directory names them (their NetBIOS names). */
const nodeOf = (text: string): string => plain(text).toLowerCase();

function namedOf(text: string): Named {
  const [name = "", guid = "", value = ""] = text.split("|");
  return { name: plain(name), guid, value: plain(value) };
}

function linksOf(text: string): Links {
  const all = parts(text, ",");
  const sites = all.flatMap((one) => {
    const [, node, site] = /^([^<@]+)@(.+)$/.exec(one) ?? [];
    return node === undefined || site === undefined ? [] : [[nodeOf(node), plain(site)] as const];
  });
  const inbound = all.flatMap((one) => {
    const [, to, from] = /^([^<@]+)<(.+)$/.exec(one) ?? [];
    return to === undefined || from === undefined ? [] : [{ to: nodeOf(to), from: nodeOf(from) }];
  });
  return { sites: new Map(sites), inbound };
}

function rolesOf(text: string): ReadonlyMap<string, string> {
  const all = parts(text, ",").map((one) => one.split("="));
  return new Map(all.map(([role = "", owner = ""]) => [role, nodeOf(owner)]));
}

type Read = (rest: string) => Word | undefined;

const counted = (rest: string): readonly [number, string] => {
  const [, number, more = ""] = /^(\d+) ?(.*)$/.exec(rest) ?? [];
  return [Number(number), more];
};

const readers: Readonly<Record<string, Read>> = {
  up: () => ({ word: "up" }),
  down: (why) => ({ word: "down", why }),
  wrote: (rest) => {
    const [number, more] = counted(rest);
    return { word: "wrote", number, tookMs: Number(/^took=(\d+)$/.exec(more)?.[1] ?? 0) };
  },
  refused: (rest) => {
    const [number, why] = counted(rest);
    return { word: "refused", number, why };
  },
  saw: (rest) => {
    const [, source = "", number] = /^(\S+) (\d+)$/.exec(rest) ?? [];
    return number === undefined ? undefined : { word: "saw", source, number: Number(number) };
  },
  names: (rest) => ({ word: "names", objects: parts(rest, ";").map(namedOf) }),
  roles: (rest) => ({ word: "roles", owners: rolesOf(rest) }),
  links: (rest) => ({ word: "links", links: linksOf(rest) }),
};

/** "dc1 saw dc2 17" -> of which controller, and what. */
export function readWord(
  value: unknown,
): { readonly node: string; readonly said: Word } | undefined {
  const [, node, word = "", rest = ""] = /^(\S+) (\S+) ?(.*)$/.exec(String(value)) ?? [];
  const said = readers[word]?.(rest);
  return node === undefined || said === undefined ? undefined : { node, said };
}

/** Times of the node's clock become how long something took: clocks differ. */
export function relative(ns: number, words: string): string {
  return words.replace(/\b(sent|due)=(\d+)\b/, (_, __, at: string) => {
    return `took=${Math.max(0, Math.round((ns - Number(at)) / 1e6))}`;
  });
}
