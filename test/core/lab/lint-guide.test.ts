import { describe, expect, it } from "vitest";
import { anchorsOf, lintGuide } from "../../../cli/core/lab/lint-guide.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("a guide", () => {
  it("has the anchors that renderers make of its headings", () => {
    const text = "# One two\n\n## Fail-over, and back!\n### Übung 3\nno # heading\n";
    expect(anchorsOf(text)).toEqual(["one-two", "fail-over-and-back", "übung-3"]);
  });
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
});
