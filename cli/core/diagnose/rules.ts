/** The rules that there are, with what they say. */
import { HalabError } from "../base/error.ts";
import { technologyFiles } from "../kinds/load.ts";
import type { RuleKind, RuleTexts, Texts } from "../kinds/rule.ts";

/** A rule by its whole name, `technology/name`, and its texts. */
export interface NamedRule {
  readonly id: string;
  readonly rule: RuleKind;
  readonly texts: RuleTexts;
}

/** There are no more of them in this process, so they are gathered once. */
let everything: Promise<readonly NamedRule[]> | undefined;

/** All rules of all technologies. Texts are English until there are others. */
export function loadRules(): Promise<readonly NamedRule[]> {
  everything ??= loadAll();
  return everything;
}

async function loadAll(): Promise<readonly NamedRule[]> {
  const english = technologyFiles("texts").filter(({ name }) => name === "en");
  const texts = new Map(
    await Promise.all(
      english.map(async ({ technology, url }): Promise<[string, Texts]> => {
        const module: { texts: Texts } = await import(url.href);
        return [technology, module.texts];
      }),
    ),
  );
  return Promise.all(
    technologyFiles("rules").map(async ({ technology, name, url }) => {
      const { kind: rule }: { kind?: RuleKind } = await import(url.href);
      const id = `${technology}/${name}`;
      const said = texts.get(technology)?.[name];
      if (rule?.kind !== name)
        throw new HalabError("BUG", `${url} does not export \`kind\` "${name}"`);
      if (!said)
        throw new HalabError("BUG", `technologies/${technology}/texts/en.ts says nothing of ${id}`);
      return { id, rule, texts: said };
    }),
  );
}
