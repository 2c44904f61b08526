/** The rules that there are, with what they say. */
import { HalabError } from "../base/error.ts";
import { technologyFiles } from "../kinds/load.ts";
import type { Phrases, Tongue } from "../kinds/phrase.ts";
import type { RuleKind, RuleTexts, Texts } from "../kinds/rule.ts";

/** A rule by its whole name, `technology/name`, and its texts. */
export interface NamedRule {
  readonly id: string;
  readonly rule: RuleKind;
  readonly texts: RuleTexts;
  /** Of what it found; left out: English. */
  readonly tongue?: Tongue;
}

/** What a technology's texts/LANGUAGE.ts says. */
interface Said {
  readonly texts: Texts;
  /** For those of its rules; English has them in the rules themselves. */
  readonly phrases?: Phrases;
}

/** There are no more of them in this process, so they are gathered once for each language. */
const everything = new Map<string, Promise<readonly NamedRule[]>>();

/** All rules of all technologies; what has no text in a language (`de`, as texts/de.ts) speaks English. */
export function loadRules(language = "en"): Promise<readonly NamedRule[]> {
  const known = everything.get(language);
  if (known) return known;
  const all = loadAll(language);
  everything.set(language, all);
  return all;
}

async function loadTexts(language: string): Promise<ReadonlyMap<string, Said>> {
  const files = technologyFiles("texts").filter(({ name }) => name === language);
  const texts = files.map(async ({ technology, url }): Promise<[string, Said]> => {
    const module: Said = await import(url.href);
    return [technology, module];
  });
  return new Map(await Promise.all(texts));
}

async function loadAll(language: string): Promise<readonly NamedRule[]> {
  const [english, translated] = await Promise.all([loadTexts("en"), loadTexts(language)]);
  return Promise.all(
    technologyFiles("rules").map(async ({ technology, name, url }) => {
      const { kind: rule }: { kind?: RuleKind } = await import(url.href);
      const id = `${technology}/${name}`;
      const own = translated.get(technology);
      const said = own?.texts[name] ?? english.get(technology)?.texts[name];
      if (rule?.kind !== name)
        throw new HalabError("BUG", `${url} does not export \`kind\` "${name}"`);
      if (!said)
        throw new HalabError("BUG", `technologies/${technology}/texts/en.ts says nothing of ${id}`);
      // Sentences of one language with phrases of another would be neither.
      const tongue = own?.texts[name] && { language, phrases: own.phrases ?? {} };
      return { id, rule, texts: said, ...(tongue ? { tongue } : {}) };
    }),
  );
}
