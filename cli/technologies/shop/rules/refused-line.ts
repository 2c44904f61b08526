import { parseAddress } from "../../../core/base/address.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import type { Directive } from "../config.ts";
import { placeOf, type Shop, shopsOf } from "../meaning/shops.ts";
import { breaksNamed, named, prefixesAsked, wishesFor } from "../meaning/wishes.ts";

/** MAX_WORDS, MAX_SENTINELS and PREFIX_MAX of the shop, and the room for its key. */
const most = { words: 16, sentinels: 5, prefix: 31, key: 127 };

function isNumber(text: string | undefined, from: number, to: number): boolean {
  const value = Number(text);
  return /^\d+$/.test(text ?? "") && value >= from && value <= to;
}

/** IPv4 and a port; a name is none. */
function isPlace(text: string): boolean {
  const at = text.indexOf(":");
  const host = at < 0 ? undefined : parseAddress(text.slice(0, at));
  return host !== undefined && isNumber(text.slice(at + 1), 1, 65_535);
}

function isPrefix(text: string): boolean {
  return /^\/[^/]+$/.test(text) && text.length <= most.prefix;
}

/** The form that a line must have, where it has another; undefined: it is as it must be, or another rule's. */
function wantedForm({ words }: Directive): string | undefined {
  const [word = "", value, how, ...rest] = words;
  if (words.length > most.words) return phrase`at most ${most.words} words`;
  if (word === "listen") return pair(words, isNumber(value, 1, 65_535), "listen PORT");
  if (word === "work") return pair(words, isNumber(value, 0, 10_000), "work MILLISECONDS");
  if (word === "key") return pair(words, (value?.length ?? 0) <= most.key, "key SECRET");
  if (word !== "basket") return undefined;
  if (how === undefined || value === undefined || !isPrefix(value)) return "basket /PATH HOW ...";
  return formOf(how, rest);
}

function pair(words: readonly string[], isGood: boolean, form: string): string | undefined {
  return words.length === 2 && isGood ? undefined : form;
}

function formOf(how: string, rest: readonly string[]): string | undefined {
  const places = how === "sentinel" ? rest.slice(1) : rest;
  const isGood = places.every(isPlace);
  switch (how) {
    case "memory":
    case "cookie":
      return rest.length === 0 ? undefined : `basket /PATH ${how}`;
    case "redis":
      return rest.length === 1 && isGood ? undefined : "basket /PATH redis ADDRESS:PORT";
    case "sentinel": {
      const fits = places.length > 0 && places.length <= most.sentinels && isGood;
      return fits ? undefined : "basket /PATH sentinel NAME ADDRESS:PORT...";
    }
    default:
      return undefined;
  }
}

/** The second line of a path. */
function isAgain({ designs }: Shop, directive: Directive): boolean {
  const own = designs.find((one) => one.directive === directive);
  const first = designs.find(({ prefix }) => prefix === own?.prefix);
  return own !== undefined && first !== own;
}

export const kind: RuleKind = {
  kind: "refused-line",
  severity: "error",
  rank: 11,
  needs: "files",
  source: "templates/shop/node/src/config.c",
  breaks: breaksNamed,
  find(facts): readonly Found[] {
    const wishes = prefixesAsked(facts.plan).flatMap((one) => wishesFor(facts.plan, one));
    const refused = shopsOf(facts).flatMap((shop) =>
      shop.directives.flatMap((directive) => {
        const again = isAgain(shop, directive) ? phrase`one line for each path` : undefined;
        const form = wantedForm(directive) ?? again;
        return form === undefined ? [] : [{ shop, directive, form }];
      }),
    );
    const groups = Map.groupBy(refused, ({ directive, form }) =>
      [form, ...directive.words].join(" "),
    );
    return [...groups.values()].flatMap((all) =>
      all.slice(0, 1).map(({ form }) => ({
        where: all.map(({ shop, directive }) => placeOf(shop, directive)),
        args: { form, steps: named(wishes) },
      })),
    );
  },
};
