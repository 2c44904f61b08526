/** Lists of addresses and keys, as named takes them: the first element that fits decides (ARM, address_match_list). */
import { contains, parseAddress } from "../../../core/base/address.ts";
import { bare, type Server } from "./server.ts";
import { insideOf, type Statement, type Word } from "./statements.ts";

export interface Asker {
  readonly address: number;
  /** Of the key that it signs with. */
  readonly key?: string | undefined;
}

/** Unknown: it hangs on something that no file says. */
export type Answer = "yes" | "no" | "unknown";

/** Lists may name lists, and themselves. */
const deepest = 20;
const mostElements = 10_000;

/** "10/8", "10.1.2.3", "10.84.0.0/24": a part of an address stands for its beginning. */
export function fitsPrefix(text: string, address: number): boolean | undefined {
  const [start = "", bits] = text.split("/");
  const bytes = start.split(".");
  if (bits === undefined && bytes.length < 4) return undefined;
  const base = parseAddress([...bytes, "0", "0", "0"].slice(0, 4).join("."));
  const prefix = Number(bits ?? 32);
  if (base === undefined || !(prefix >= 0 && prefix <= 32)) return undefined;
  if (prefix === 0) return true;
  return contains({ base, prefix }, address);
}

export class Matcher {
  readonly #server: Server;
  #left = mostElements;

  constructor(server: Server) {
    this.#server = server;
  }

  matches(elements: readonly Statement[], asker: Asker, depth = 0): Answer {
    if (depth > deepest) return "unknown";
    for (const { parts } of elements) {
      this.#left -= 1;
      if (this.#left < 0) return "unknown";
      const not = parts[0]?.is === "word" && parts[0].text === "!";
      const rest = not ? parts.slice(1) : parts;
      const fits = this.#fits(rest, asker, depth);
      if (fits === "unknown") return fits;
      if (fits === "yes") return not ? "no" : "yes";
    }
    return "no";
  }

  #fits(parts: Statement["parts"], asker: Asker, depth: number): Answer {
    const [first] = parts;
    if (!first) return "unknown";
    if (first.is === "block") return this.matches(first.statements, asker, depth + 1);
    const second = parts.find((part): part is Word => part.is === "word" && part !== first);
    if (first.text.toLowerCase() === "key")
      return asker.key !== undefined && asker.key === bare(second?.text ?? "") ? "yes" : "no";
    return second ? "unknown" : this.#word(first.text, asker, depth);
  }

  #word(text: string, asker: Asker, depth: number): Answer {
    const own = this.#acl(text);
    if (own) return this.matches(own, asker, depth + 1);
    const word = text.toLowerCase();
    if (word === "any") return "yes";
    if (word === "none") return "no";
    const { links } = this.#server.node;
    if (word === "localhost")
      return yes(
        fitsPrefix("127/8", asker.address) === true ||
          links.some(({ address }) => parseAddress(address) === asker.address),
      );
    if (word === "localnets")
      return yes(
        ["127.0.0.0/8", ...links.map(({ address, prefix }) => network(address, prefix))].some(
          (net) => fitsPrefix(net, asker.address) === true,
        ),
      );
    // No address of the sixth version fits one of the fourth.
    if (text.includes(":")) return "no";
    const fits = fitsPrefix(text, asker.address);
    return fits === undefined ? "unknown" : yes(fits);
  }

  #acl(name: string): readonly Statement[] | undefined {
    const found = this.#server.clauses.find(
      (clause) => clause.name === "acl" && clause.words[0]?.toLowerCase() === name.toLowerCase(),
    );
    return found && insideOf(found.statement);
  }
}

function network(address: string, prefix: number): string {
  const size = 2 ** (32 - prefix);
  const base = Math.floor((parseAddress(address) ?? 0) / size) * size;
  return `${[24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join(".")}/${prefix}`;
}

const yes = (is: boolean): Answer => (is ? "yes" : "no");
