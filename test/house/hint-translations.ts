/** Hints of labs in other languages: of each step that hints.yaml has, where the lab has hints in that language. */
import { templatesDir } from "../../cli/core/base/home.ts";
import { labNames, openLab } from "../../cli/core/lab/open.ts";
import { hintLanguages, readHints } from "../../cli/core/lab/step-hints.ts";
import { createRenderer } from "../../cli/render/render.ts";

interface Translated {
  readonly language: "de" | "hu";
  readonly record: string;
  readonly key: string;
  readonly english: readonly string[];
  readonly translated: readonly string[] | undefined;
}

export async function hintTranslations(): Promise<Translated[]> {
  const renderer = createRenderer(templatesDir());
  const found = await Promise.all(
    labNames().map(async (name) => {
      const { lab } = await openLab(name, { renderer });
      const english = Object.entries(readHints(lab, "en")?.steps ?? {});
      return hintLanguages(lab).flatMap((language) => {
        if (language === "en") return [];
        const own = readHints(lab, language)?.steps;
        return english.map(([step, { hints }]) => ({
          language,
          record: `labs/hints.${language}.sources.json`,
          key: `${name}.${step}`,
          english: hints,
          translated: own?.[step]?.hints,
        }));
      });
    }),
  );
  return found.flat();
}
