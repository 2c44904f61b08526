import { nearest } from "../../../core/base/nearest.ts";
import { anyOf } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { placeOf, type Shop, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

const words = ["listen", "key", "work", "basket"] as const;
const ways = ["memory", "cookie", "redis", "sentinel"] as const;

interface Odd {
  readonly at: number;
  readonly word: string;
  readonly known: readonly string[];
  readonly directive: Shop["directives"][number];
}

function oddIn({ directives }: Shop): readonly Odd[] {
  return directives.flatMap((directive): Odd[] => {
    const [word = "", , how] = directive.words;
    if (!words.some((one) => one === word)) return [{ at: 0, word, known: words, directive }];
    if (word !== "basket" || how === undefined || ways.some((one) => one === how)) return [];
    return [{ at: 2, word: how, known: ways, directive }];
  });
}

export const kind: RuleKind = {
  kind: "unknown-word",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "templates/shop/node/src/config.c",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const wishes = prefixesAsked(facts.plan).flatMap((one) => wishesFor(facts.plan, one));
    const odd = shopsOf(facts).flatMap((shop) => oddIn(shop).map((one) => ({ shop, ...one })));
    const groups = Map.groupBy(odd, ({ word }) => word);
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ word, known }) => ({
        where: all.map(({ shop, directive, at }) => placeOf(shop, directive, at)),
        args: {
          word,
          known: known.join(", "),
          near: nearest(word, known)[0] ?? anyOf(known),
          steps: named(wishes),
        },
      })),
    );
  },
};
