/** The guides that ship, in every language: they have to say the same. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { sectionsOf } from "../../../cli/core/lab/guide.ts";
import { lintGuide, staleGuides } from "../../../cli/core/lab/lint/guide.ts";
import { labNames, openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";

const renderer = createRenderer(templatesDir());
const guides = labNames().flatMap((lab) =>
  readdirSync(join(labsDir(), lab))
    .filter((name) => /^guide\.[a-z]{2}\.md$/.test(name))
    .map((name) => [`${lab}/${name}`, lab] as const),
);

/** What is typed: lines of code blocks that are no drawing, without comments. */
function commandsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```.*\n([\s\S]*?)^```/gm)]
    .flatMap(([, code = ""]) => code.split("\n"))
    .map((line) => line.replace(/(^|\s+)#\s.*$/, "").trimEnd())
    .filter((line) => /^(?:[a-z@]|\s+<)/.test(line));
}

/** `so`, in the order of the alphabet: a sentence may have another order in another language. */
function quotedOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/\s+/g, " ");
  return [...prose.matchAll(/`[^`]+`/g)].map(([quoted]) => quoted).sort();
}

describe.each(guides)("%s", (path, name) => {
  const translated = readFileSync(join(labsDir(), path), "utf8");
  const english = readFileSync(join(labsDir(), name, "guide.md"), "utf8");

  it("is of the English text as it is now, section by section", async () => {
    const { lab } = await openLab(name, { renderer });
    lintGuide(lab);
    const file = path.slice(name.length + 1);
    expect(staleGuides(lab).filter((line) => line.startsWith(`${file}:`))).toEqual([]);
    const headings = (text: string) => sectionsOf(text).map(({ id, level }) => `${level} ${id}`);
    expect(headings(translated)).toEqual(headings(english));
  });
  it("has the same commands, and quotes the same words", () => {
    expect(commandsOf(translated)).toEqual(commandsOf(english));
    expect(quotedOf(translated)).toEqual(quotedOf(english));
  });
});
