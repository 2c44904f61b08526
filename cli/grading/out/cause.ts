/** The first cause in the reader's language, and as much of it as the course tells. Pure. */
import { type Language, languages } from "../../core/base/language.ts";
import type { RuleTexts } from "../../core/kinds/rule.ts";
import type { Graded } from "../sheet.ts";
import type { CauseTexts, OutOptions } from "./format.ts";

type Cause = NonNullable<Graded["firstCause"]>;
type Args = Map<string, string>;

/** What is told of it. */
export interface ToldCause extends Cause {
  /** Undefined: not known, since the sheet was written with other texts. */
  readonly language: Language | undefined;
}

/** Undefined: there is none, or nothing is to be told. */
export function toldCause(
  { firstCause }: Pick<Graded, "firstCause">,
  lab: string,
  { told, language, texts }: Pick<OutOptions, "told" | "language" | "texts">,
): ToldCause | undefined {
  if (!firstCause || told === "nothing") return undefined;
  const cause = texts
    ? translated(firstCause, { lab, language, texts })
    : { ...firstCause, language: undefined };
  const because = /[.!?…]$/.test(cause.because) ? cause.because : `${cause.because}.`;
  return { ...cause, because, hints: cause.hints.slice(0, told) };
}

/**
 * The sheet has the sentence, not what it was made of. So its values are read out of it, by the text that it was
 * made from, and put into the other language's. Where that does not come out the sentence stays as it is.
 */
function translated(
  cause: Cause,
  { lab, language, texts }: { lab: string; language: Language; texts: CauseTexts },
): ToldCause {
  const own = textsIn(texts, cause.rule, language);
  const tried = [language, ...languages.filter((other) => other !== language)];
  for (const from of tried.map((source) => textsIn(texts, cause.rule, source))) {
    const args = from && argsOf(cause, from.said, lab);
    if (!from || !args) continue;
    const filled = own && own.said !== from.said ? filledAll(own.said, args) : undefined;
    return filled
      ? { ...cause, ...filled, language: own?.language }
      : { ...cause, language: from.language };
  }
  return { ...cause, language: undefined };
}

/** A rule without a text in a language has the English one there. */
function textsIn(texts: CauseTexts, rule: string, language: Language) {
  const said = texts[language].get(rule);
  const isEnglish = said === texts.en.get(rule);
  return said ? { said, language: isEnglish ? ("en" as const) : language } : undefined;
}

/** What stands in the places of `{names}`; undefined: the texts were not made of these. */
function argsOf(cause: Cause, texts: RuleTexts, lab: string): Args | undefined {
  const args: Args = new Map([["lab", lab]]);
  const pairs = [
    [texts.title, cause.title],
    [texts.because, cause.because],
    ...cause.hints.map((hint, at) => [texts.hints[at], hint] as const),
  ] as const;
  return pairs.every(([template, text]) => template !== undefined && readInto(args, template, text))
    ? args
    : undefined;
}

/**
 * From left to right, each value as short as it can be; one that is known already has to be there. In time that is
 * proportional to the text, whatever a student has put into it.
 */
function readInto(args: Args, template: string, text: string): boolean {
  // Literals are at even places, names at odd ones.
  const parts = template.split(/\{([\w-]+)\}/);
  let at = 0;
  for (let part = 0; part < parts.length; part += 2) {
    const literal = parts[part] ?? "";
    if (!text.startsWith(literal, at)) return false;
    at += literal.length;
    const name = parts[part + 1];
    if (name === undefined) break;
    const value =
      args.get(name) ?? shortest(text, at, parts[part + 2] ?? "", part + 3 >= parts.length);
    if (value === undefined || !text.startsWith(value, at)) return false;
    args.set(name, value);
    at += value.length;
  }
  return at === text.length;
}

/** Up to the next literal; the last value goes up to where the end fits. */
function shortest(text: string, at: number, next: string, isLast: boolean): string | undefined {
  if (isLast) return text.endsWith(next) ? text.slice(at, text.length - next.length) : undefined;
  if (next === "") return undefined;
  const end = text.indexOf(next, at);
  return end < 0 ? undefined : text.slice(at, end);
}

/** Undefined: a name has no value. */
function filledAll(
  { title, because, hints }: RuleTexts,
  args: Args,
): Pick<Cause, "title" | "because" | "hints"> | undefined {
  let whole = true;
  const fill = (text: string) =>
    text.replace(/\{([\w-]+)\}/g, (name, inner: string) => {
      const value = args.get(inner);
      if (value === undefined) whole = false;
      return value ?? name;
    });
  const filled = { title: fill(title), because: fill(because), hints: hints.map(fill) };
  return whole ? filled : undefined;
}
