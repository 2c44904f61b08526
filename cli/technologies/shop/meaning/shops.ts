/** The shops of a lab, and how each keeps its baskets. */
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { type Directive, parseShop } from "../config.ts";

const shopPath = "/etc/shop.conf";

/** `basket PREFIX HOW ...`: the baskets under one path. */
export interface Design {
  /** "/memory". */
  readonly prefix: string;
  /** memory, cookie, redis, sentinel; or something that the shop does not know. */
  readonly how: string;
  /** Of sentinel: the master's name. */
  readonly master: string | undefined;
  /** "10.86.0.35:6379" ...: of the store, or of its Sentinels. */
  readonly addresses: readonly string[];
  readonly directive: Directive;
}

export interface Shop {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly directives: readonly Directive[];
  readonly port: number;
  /** Undefined: there is none. */
  readonly key: Directive | undefined;
  readonly designs: readonly Design[];
}

export function shopsOf(facts: Facts): readonly Shop[] {
  return runningNodes(facts, "shop").flatMap((node): Shop[] => {
    const file = node.files.get(shopPath);
    if (!file) return [];
    const { directives } = facts.parsed(parseShop, file);
    const last = (word: string) => directives.findLast(({ words }) => words[0] === word);
    return [
      {
        node,
        file,
        directives,
        port: Number(last("listen")?.words[1] ?? 8080),
        key: last("key"),
        designs: directives.flatMap(designOf),
      },
    ];
  });
}

function designOf(directive: Directive): readonly Design[] {
  const [keyword, prefix, how, ...rest] = directive.words;
  if (keyword !== "basket" || prefix === undefined || how === undefined) return [];
  const [master, ...more] = rest;
  const isNamed = how === "sentinel";
  return [
    {
      prefix,
      how,
      master: isNamed ? master : undefined,
      addresses: isNamed ? more : rest,
      directive,
    },
  ];
}

export function placeOf({ file }: Shop, { line, columns }: Directive, word = 0): Place {
  return placeIn(file, line, columns[word] ?? 1);
}

/** "10.86.0.35:6379" -> its parts. */
export function parted(text: string): { readonly host: string; readonly port: number } {
  const at = text.lastIndexOf(":");
  return { host: text.slice(0, at < 0 ? undefined : at), port: Number(text.slice(at + 1)) };
}
