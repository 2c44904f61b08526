/** The packets of a distributed balancer, and what the words of nft(8) say of them. */
import type { NftRule, NftSet, NftTable, Ruleset } from "./config/ruleset.ts";
import { type Marks, type Matcher, type Passage, pass, type Step, type Truth } from "./filter.ts";

/** A first packet (SYN) of a client, at the card of a node. */
export interface FirstPacket {
  readonly to: string;
  readonly port: number;
  readonly device: string;
  /** The client's bucket is one of the node's: it is in this set. */
  readonly bucketsIn: string;
  readonly mine: boolean;
  /** The node's own heartbeat has left it a moment ago. */
  readonly leased: boolean;
}

const fresh: Marks = { mark: "none", type: "multicast", mac: undefined };
const literal = /^[\d.]+$/;

/** `== X`, `!= X`, `X`: how many words, and whether it is turned round. */
function compared(words: readonly string[], at: number) {
  const operator = words[at] ?? "";
  const has = operator === "==" || operator === "!=";
  return {
    not: operator === "!=",
    value: words[at + (has ? 1 : 0)] ?? "",
    length: at + (has ? 2 : 1),
  };
}

function turned(truth: Truth, not: boolean): Truth {
  return truth === "unknown" ? truth : truth !== not;
}

/** Rules that put the card into a set when a heartbeat leaves: `update @lease { oifname }`. */
export function renewals(ruleset: Ruleset, set: string, table: NftTable): NftRule[] {
  return ruleset.tables
    .filter((one) => one === table)
    .flatMap((one) => [...one.chains.values()].flatMap(({ rules }) => rules))
    .filter(({ words }) =>
      words.some(
        (word, at) => (word === "update" || word === "add") && words[at + 1] === `@${set}`,
      ),
    );
}

/** Sets whose elements run out: name -> ms. */
export function timeoutOf(set: NftSet): { readonly ms: number; readonly at: number } | undefined {
  const at = set.settings.findIndex(({ words }) => words[0] === "timeout");
  const ms = at < 0 ? undefined : durationMs(set.settings[at]?.words[1] ?? "");
  return ms === undefined ? undefined : { ms, at };
}

const units: Readonly<Record<string, number>> = { d: 864e5, h: 36e5, m: 6e4, s: 1000, ms: 1 };

/** nft(8), data types, TIME: 1d2h3m4s5ms; a number alone is seconds. */
export function durationMs(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^(\d{1,9}(ms|[dhms]))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[dhms])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0),
    0,
  );
}

class Matching {
  readonly #packet: FirstPacket;
  readonly #ruleset: Ruleset;

  constructor(packet: FirstPacket, ruleset: Ruleset) {
    this.#packet = packet;
    this.#ruleset = ruleset;
  }

  readonly match: Matcher = (words, marks, table) => {
    const [first = "", second = ""] = words;
    if (first === "counter") return { length: second === "packets" ? 5 : 1 };
    if (first === "comment") return { length: 2 };
    if (["iif", "iifname"].includes(first)) return this.#device(words, 1, table);
    if (first === "meta") return this.#meta(words, marks, table);
    if (first === "mark") return this.#mark(words, 1, marks);
    if (first === "ip") return this.#ip(words);
    if (first === "ct" && second === "state") return connection(words);
    if (first === "tcp") return this.#tcp(words);
    return undefined;
  };

  #device(words: readonly string[], at: number, table: NftTable): Step | undefined {
    const { not, value, length } = compared(words, at);
    if (value.startsWith("@")) {
      const set = table.sets.get(value.slice(1));
      const renewed = set && timeoutOf(set) && renewals(this.#ruleset, set.name, table).length > 0;
      return { length, truth: renewed ? turned(this.#packet.leased, not) : "unknown" };
    }
    if (!/^[\w.*-]+$/.test(value)) return undefined;
    const { device } = this.#packet;
    const is = value.endsWith("*") ? device.startsWith(value.slice(0, -1)) : device === value;
    return { length, truth: turned(is, not) };
  }

  #meta(words: readonly string[], marks: Marks, table: NftTable): Step | undefined {
    const [, second = ""] = words;
    if (second === "mark") return this.#mark(words, 2, marks);
    if (second === "iif" || second === "iifname") return this.#device(words, 2, table);
    if (second === "pkttype" && words[2] === "set")
      return { length: 4, change: { type: words[3] ?? "" } };
    const { not, value, length } = compared(words, 2);
    if (!/^\w+$/.test(value)) return undefined;
    if (second === "pkttype") return { length, truth: turned(marks.type === value, not) };
    if (second === "l4proto")
      return { length, truth: turned(value === "tcp" || value === "6", not) };
    return undefined;
  }

  /** `mark set jhash ... mod N seed S`, `mark != @mine`. */
  #mark(words: readonly string[], at: number, marks: Marks): Step | undefined {
    if (words[at] === "set") {
      const length = hashLength(words, at + 1);
      return length === 0 ? undefined : { length: at + 1 + length, change: { mark: "bucket" } };
    }
    const { not, value, length } = compared(words, at);
    const own = marks.mark === "bucket" && value === `@${this.#packet.bucketsIn}`;
    return value.startsWith("@")
      ? { length, truth: own ? turned(this.#packet.mine, not) : "unknown" }
      : undefined;
  }

  #ip(words: readonly string[]): Step | undefined {
    const { not, value, length } = compared(words, 2);
    if (words[1] === "protocol" && /^\w+$/.test(value))
      return { length, truth: turned(value === "tcp" || value === "6", not) };
    if (words[1] !== "daddr") return undefined;
    return literal.test(value)
      ? { length, truth: turned(value === this.#packet.to, not) }
      : undefined;
  }

  #tcp(words: readonly string[]): Step | undefined {
    if (words[1] === "flags") return flags(words);
    const { not, value, length } = compared(words, 2);
    const port = value === "http" ? 80 : value === "https" ? 443 : Number(value);
    if (words[1] !== "dport" || !Number.isInteger(port)) return undefined;
    return { length, truth: turned(port === this.#packet.port, not) };
  }
}

/** How many words a hash has: `jhash KEYS mod N`, with or without `seed S` and `offset N`; 0: it is none. */
function hashLength(words: readonly string[], at: number): number {
  if (words[at] !== "jhash") return 0;
  const mod = words.indexOf("mod", at);
  if (mod < 0) return 0;
  let end = mod + 2;
  while (words[end] === "seed" || words[end] === "offset") end += 2;
  return end - at;
}

function connection(words: readonly string[]): Step | undefined {
  const { not, value, length } = compared(words, 2);
  const states = ["new", "established", "related", "invalid", "untracked"];
  if (!states.includes(value)) return undefined;
  const all = [value];
  let end = length;
  while (words[end] === ",") {
    all.push(words[end + 1] ?? "");
    end += 2;
  }
  return { length: end, truth: turned(all.includes("new"), not) };
}

/** Of a packet that has SYN alone: `flags & (syn | ack) != syn`, `flags syn / syn,ack`, `flags syn`. */
function flags(words: readonly string[]): Step | undefined {
  if (words[2] === "&") return maskedFlags(words);
  const { not, value, length } = compared(words, 2);
  if (!/^(syn|ack|fin|rst)$/.test(value) || words[length] === ",") return undefined;
  let end = length;
  if (words[end] === "/") {
    end += 2;
    while (words[end] === ",") end += 2;
  }
  return { length: end, truth: turned(value === "syn", not) };
}

function maskedFlags(words: readonly string[]): Step | undefined {
  const end = words[3] === "(" ? words.indexOf(")", 3) : 3;
  const { not, value, length } = compared(words, end + 1);
  if (end < 0 || length !== end + 3) return undefined;
  if (!/^\w+$/.test(value) || ["|", ","].includes(words[length] ?? "")) return undefined;
  const left = words.slice(3, end + 1).includes("syn") ? "syn" : "0x0";
  return { length, truth: turned(left === value, not) };
}

/** What becomes of a first packet. */
export function firstPacket(ruleset: Ruleset, packet: FirstPacket): Passage {
  const matching = new Matching(packet, ruleset);
  const of = { families: ["ip", "inet"], hooks: ["ingress", "prerouting", "input"] };
  const early = ruleset.tables.some(({ family }) => family === "netdev" || family === "bridge");
  const passage = pass(ruleset, of, fresh, matching.match);
  return early ? { ...passage, ends: "unknown" } : passage;
}

/** An ARP packet of a node, which says that it has an address. */
interface ArpPacket {
  readonly operation: "reply" | "request";
  readonly address: string;
}

const operations: Readonly<Record<string, string>> = { "1": "request", "2": "reply" };

function arpStep(words: readonly string[], packet: ArpPacket): Step | undefined {
  const [first = "", second = "", third = ""] = words;
  if (first === "counter") return { length: second === "packets" ? 5 : 1 };
  if (first === "comment") return { length: 2 };
  if (first !== "arp") return undefined;
  if (second === "saddr" && third === "ether" && words[3] === "set")
    return { length: 5, change: { mac: (words[4] ?? "").toLowerCase() } };
  const { not, value, length } = compared(words, second === "operation" ? 2 : 3);
  if (second === "operation" && /^\w+$/.test(value))
    return { length, truth: turned((operations[value] ?? value) === packet.operation, not) };
  const said = second === "saddr" && third === "ip" && literal.test(value);
  return said ? { length, truth: turned(value === packet.address, not) } : undefined;
}

/** What becomes of an ARP packet of this node that speaks for an address. */
export function arpPacket(ruleset: Ruleset, packet: ArpPacket): Passage {
  const of = { families: ["arp"], hooks: ["output"] };
  return pass(ruleset, of, fresh, (words) => arpStep(words, packet));
}
