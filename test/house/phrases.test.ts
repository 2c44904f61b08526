import { expect, it } from "vitest";
import { phrasesIn, phrasesInCode, phrasesSaid } from "./phrases.ts";
import { namesAmiss } from "./translations.ts";

const [code, german] = [phrasesInCode(), await phrasesSaid("de")];

it("every phrase of a rule is said in German, and no other is", () => {
  expect([...code.values()].reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(150);
  for (const [technology, ids] of code)
    expect(Object.keys(german.get(technology) ?? {}).sort(), technology).toEqual([...ids].sort());
});

it("and has the same parts", () => {
  const amiss = [...german.values()].flatMap((phrases) =>
    Object.entries(phrases).filter(
      ([english, translated]) =>
        namesAmiss({ language: "de", record: "", key: english, english, translated }).length > 0,
    ),
  );
  expect(amiss).toEqual([]);
});

it("phrases are found in the code with what is put into them", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
  expect(phrasesIn('x(phrase`a ${b({ c: "}" })} d ${phrase`inner \\`e\\``}`, `f`)')).toEqual([
    "a {0} d {1}",
    "inner `e`",
  ]);
});
