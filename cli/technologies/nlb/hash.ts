/** The hash that chooses a client's bucket: `jhash KEYS mod N seed S`. */
import type { Place } from "../../core/kinds/rule.ts";
import type { Ruleset } from "./config/ruleset.ts";

export interface Hash {
  /** What of a packet it looks at: `ip saddr`, `tcp sport`. */
  readonly keys: readonly string[];
  readonly mod: number;
  /** Undefined: the kernel takes one by chance. */
  readonly seed: number | undefined;
  readonly place: Place;
}

function hashIn(words: readonly string[], place: Place): Hash[] {
  const at = words.indexOf("jhash");
  const mod = words.indexOf("mod", at);
  if (at < 0 || mod < 0) return [];
  const keys = words
    .slice(at + 1, mod)
    .join(" ")
    .split(" . ");
  const behind = words.slice(mod + 2);
  const seed = behind.indexOf("seed");
  const number = seed < 0 ? undefined : Number(behind[seed + 1]);
  return [{ keys, mod: Number(words[mod + 1]), seed: number, place }];
}

/** All of them; usually there is one. */
export function hashesOf(ruleset: Ruleset): Hash[] {
  const chains = ruleset.tables.flatMap((table) => [...table.chains.values()]);
  return chains.flatMap(({ rules }) => rules.flatMap(({ words, place }) => hashIn(words, place)));
}
