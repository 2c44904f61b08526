import { describe, expect, it } from "vitest";
import { sectionsOf } from "../../../../cli/core/lab/guide.ts";
import { lintGuide, staleGuides } from "../../../../cli/core/lab/lint/guide.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

describe("a guide", () => {
  it.each([
    ["a heading that is there", "# All is well\n", "all-is-well", ""],
    [
      "a heading that is not",
      "# All is well\n",
      "all-is-wel",
      '28:11: guide.md has no heading for "#all-is-wel" (did you mean "all-is-well"?)',
    ],
    ["a guide that is not there", undefined, "x", "28:11: there is no guide.md"],
  ])("leads a step to %s", async (_, guide, anchor, expected) => {
    using dir = new TempDir({
      "lab.yaml": editedLab([
        "    title: All is well",
        `    tell: guide.md#${anchor}\n    title: All is well`,
      ]),
      ...(guide === undefined ? {} : { "guide.md": guide }),
    });
    const { lab } = await openDir(dir.path);
    let said = "";
    try {
      lintGuide(lab);
    } catch (error) {
      said = String(error);
    }
    if (expected === "") expect(said).toBe("");
    else expect(said).toContain(expected);
  });

  it("needs in each language the sections that steps name", async () => {
    using dir = new TempDir({
      "lab.yaml": editedLab([
        "    title: All is well",
        "    tell: guide.md#all-is-well\n    title: All is well",
      ]),
      "guide.md": "# All is well\n",
      "guide.de.md": '# <a id="all-is-well"></a>Alles ist gut\n',
      "guide.hu.md": "# Minden rendben\n",
    });
    const { lab } = await openDir(dir.path);
    expect(() => lintGuide(lab)).toThrow('guide.hu.md has no heading for "#all-is-well"');
    expect(lab.problems.toError("").message).not.toContain("guide.de.md");
  });
  it("says which sections of a translation are missing or out of date", async () => {
    const english = "# One\n\nText.\n\n## Two\n\nNew text.\n\n## Three\n\nMore.\n";
    const [one, two] = sectionsOf(english);
    using dir = new TempDir({
      "lab.yaml": editedLab(),
      "guide.md": english,
      "guide.de.md": `# Eins {#one}\n\n## Zwei {#two}\n\nAlter Text.\n\n<!-- source\none ${one?.digest}\ntwo 00000000\n-->\n`,
    });
    const { lab } = await openDir(dir.path);
    expect(staleGuides(lab)).toEqual([
      `guide.de.md: "Two" of guide.md has changed since it was translated; when it is up to date, write at the end: two ${two?.digest}`,
      'guide.de.md: "Three" of guide.md (#three) is not translated',
    ]);
  });
});
