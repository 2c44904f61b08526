/** What a node's packet filter does with a packet, as far as it can be told: each match is yes, no or nobody knows. */
import type { NftChain, NftRule, NftTable, Ruleset } from "./config/ruleset.ts";

/** What has been done to the packet so far. */
export interface Marks {
  /** The number that meta mark is: the bucket of the client, what came with it, or anything. */
  readonly mark: "bucket" | "none" | "unknown";
  /** meta pkttype. */
  readonly type: string;
  /** arp saddr ether. */
  readonly mac: string | undefined;
}

export type Truth = boolean | "unknown";

/** What the words from here on say: how many of them, whether it is true, what they change. */
export interface Step {
  readonly length: number;
  readonly truth?: Truth;
  readonly change?: Partial<Marks>;
}

/** Undefined: not understood. */
export type Matcher = (words: readonly string[], marks: Marks, table: NftTable) => Step | undefined;

export interface Passage {
  /** unknown: something that was not understood may have changed it. */
  readonly ends: "accepted" | "dropped" | "unknown";
  readonly marks: Marks;
  /** The last rule that let it pass or dropped it. */
  readonly by: NftRule | undefined;
}

type Verdict = "accept" | "drop" | "return" | "on";
const verdicts = ["accept", "drop", "reject", "queue", "return", "continue", "jump", "goto"];
/** Words of a rule that may matter, even where the rest of it is not understood. */
const effective = [...verdicts, "set", "vmap"];
const deepest = 16;
const mostRules = 20_000;

class Walk {
  marks: Marks;
  unsure = false;
  by: NftRule | undefined;
  readonly #match: Matcher;
  #rules = 0;

  constructor(marks: Marks, match: Matcher) {
    this.marks = marks;
    this.#match = match;
  }

  chain(table: NftTable, chain: NftChain | undefined, depth: number): Verdict {
    if (!chain || depth > deepest) this.unsure = true;
    for (const rule of chain?.rules ?? []) {
      this.#rules += 1;
      if (this.#rules > mostRules) this.unsure = true;
      const verdict = this.unsure ? "return" : this.#rule(table, rule, depth);
      if (verdict === "return") return "on";
      if (verdict !== "on") return verdict;
    }
    return "on";
  }

  #rule(table: NftTable, rule: NftRule, depth: number): Verdict {
    let words = rule.words;
    let holds: Truth = true;
    while (words.length > 0 && holds !== false) {
      const [first = "", target = ""] = words;
      if (verdicts.includes(first)) {
        if (holds === "unknown") this.unsure = true;
        return this.#verdict(table, rule, first, target, depth);
      }
      const step = this.#match(words, this.marks, table);
      if (!step) {
        this.unsure ||= words.some((word) => effective.includes(word));
        return "on";
      }
      holds = this.#apply(step, holds);
      words = words.slice(step.length);
    }
    return "on";
  }

  #apply({ truth = true, change }: Step, before: Truth): Truth {
    const holds = truth === true ? before : truth === false ? false : "unknown";
    if (change && holds === "unknown") this.unsure = true;
    if (change && holds === true) this.marks = { ...this.marks, ...change };
    return holds;
  }

  #verdict(table: NftTable, rule: NftRule, word: string, target: string, depth: number): Verdict {
    if (word === "queue") this.unsure = true;
    if (["drop", "reject", "accept"].includes(word)) this.by = rule;
    if (word === "drop" || word === "reject") return "drop";
    if (word === "accept" || word === "return") return word;
    if (word !== "jump" && word !== "goto") return "on";
    const inner = this.chain(table, table.chains.get(target), depth + 1);
    return inner === "on" && word === "goto" ? "return" : inner;
  }
}

/** Through all base chains of these hooks, in their order. */
export function pass(
  ruleset: Ruleset,
  of: { readonly families: readonly string[]; readonly hooks: readonly string[] },
  marks: Marks,
  match: Matcher,
): Passage {
  const walk = new Walk(marks, match);
  walk.unsure = !ruleset.certain;
  const chains = ruleset.tables
    .filter(({ family }) => of.families.includes(family))
    .flatMap((table) =>
      [...table.chains.values()].flatMap((chain) => {
        const at = chain.hook ? of.hooks.indexOf(chain.hook.hook) : -1;
        return chain.hook && at >= 0 ? [{ table, chain, hook: chain.hook, at }] : [];
      }),
    )
    .toSorted((a, b) => a.at - b.at || a.hook.priority - b.hook.priority);
  for (const { table, chain, hook } of chains) {
    const verdict = walk.chain(table, chain, 0);
    const dropped = verdict === "drop" || (verdict === "on" && hook.drops);
    if (walk.unsure) break;
    if (dropped) return { ends: "dropped", marks: walk.marks, by: walk.by };
  }
  return { ends: walk.unsure ? "unknown" : "accepted", marks: walk.marks, by: walk.by };
}
