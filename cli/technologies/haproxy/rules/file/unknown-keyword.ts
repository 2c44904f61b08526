import { nearest } from "../../../../core/base/nearest.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { serverOptions } from "../../directives.ts";
import { allBalancers, type Balancer, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";
import { families, keywords, secondWords } from "../../syntax/keywords.ts";
import { type Directive, type Section, sectionWords } from "../../syntax/tree.ts";

/** No keyword is longer. */
const longest = 60;

/** More of them are noise. */
const most = 20;

interface Odd {
  readonly directive: Directive;
  /** Which of its words. */
  readonly at: number;
  /** "in a frontend section". */
  readonly where: string;
  readonly known: Iterable<string>;
}

const global = "global";

function oddIn(section: Section, directive: Directive): readonly Odd[] {
  const known = keywords.get(section.kind);
  const [keyword = "", second = ""] = directive.words;
  if (!known || (section.kind === global && families.test(keyword))) return [];
  const odd = (at: number, where: string, words: Iterable<string>): readonly Odd[] => [
    { directive, at, where, known: words },
  ];
  if (!known.has(keyword))
    return odd(0, phrase`in a ${section.kind} section`, [...known, ...sectionWords]);
  if (section.kind === global) return [];
  const seconds = secondWords.get(keyword);
  if (seconds && second !== "" && !seconds.has(second))
    return odd(1, phrase`behind ${keyword}`, seconds);
  const from = keyword === "server" ? 3 : keyword === "default-server" ? 1 : undefined;
  const at = from === undefined ? -1 : unknownOption(directive, from);
  return at < 0 ? [] : odd(at, phrase`in a ${keyword} line`, serverOptions.keys());
}

/** The place of the first word that is no option of a server; -1: all are. */
function unknownOption({ words }: Directive, from: number): number {
  for (let at = from; at < words.length; ) {
    const option = serverOptions.get(words[at] ?? "");
    if (!option) return at;
    at += 1 + option.words;
  }
  return -1;
}

function foundIn(facts: Facts, balancer: Balancer) {
  const { sections, outside } = balancer.tree;
  const odd = sections.flatMap((section) =>
    section.directives.flatMap((directive) => oddIn(section, directive)),
  );
  // All that follows it is outside as well.
  const before = outside.slice(0, 1).map((directive): Odd => {
    return { directive, at: 0, where: phrase`before the first section`, known: sectionWords };
  });
  return [...before, ...odd].slice(0, most).flatMap(({ directive, at, where, known }) => {
    const word = directive.args[at];
    const like = nearest((word?.value ?? "").slice(0, longest), known)[0];
    const near = like ?? (before.length > 0 && outside[0] === directive ? global : undefined);
    // A word that is like none of ours may be one of another version: the daemon says so itself.
    if (!word || word.dynamic || near === undefined) return [];
    const keyword = word.value.replace(/^\uFEFF/, phrase`(byte order mark)`);
    const args = { keyword, where, near, steps: stepsAsking(facts.plan) };
    return [{ places: [placeOf(balancer, directive, at)], args }];
  });
}

export const kind: RuleKind = {
  kind: "unknown-keyword",
  severity: "error",
  rank: 6,
  needs: "files",
  source: "HAProxy configuration manual 2.6, chapters 3, 4.2 and 5.2",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(allBalancers(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
