import { describe, expect, it } from "vitest";
import { guideFile, sectionsOf, sourcesOf, withoutRecord } from "../../../cli/core/lab/guide.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("the sections of a guide", () => {
  const ids = (text: string) => sectionsOf(text).map(({ id }) => id);

  it("have the anchors that renderers make of their headings", () => {
    const text = "# One two\n\n## Fail-over, and back!\n### Übung 3\nno # heading\n";
    expect(ids(text)).toEqual(["one-two", "fail-over-and-back", "übung-3"]);
  });
  it("have the anchors that their headings say, and titles without them", () => {
    const text = '# <a id="one"></a>Eins\n\n## Zwei {#two}\n\n## <a name="three"></a>Drei\n';
    expect(sectionsOf(text).map(({ id, title }) => `${id}: ${title}`)).toEqual([
      "one: Eins",
      "two: Zwei",
      "three: Drei",
    ]);
  });
  it("do not begin inside a block of code", () => {
    const text = "# One\n\n```sh\n# a comment\n```\n\n~~~~\n~~~\n# another\n~~~~\n\n## Two\n";
    expect(ids(text)).toEqual(["one", "two"]);
  });
  it("end before the next heading, and show no anchor to who reads them", () => {
    const text = '# One\n\n## <a id="two"></a>Zwei\n\nA.\n\n### Drei {#three}\n\nB.\n';
    const owns = sectionsOf(text).map(({ own }) => own);
    expect(owns).toEqual(["# One", "## Zwei\n\nA.", "### Drei\n\nB."]);
  });
  it("change their digest with their own text, not with that of another", () => {
    const digests = (text: string) => sectionsOf(text).map(({ digest }) => digest);
    const before = digests("# One\n\nA.\n\n## Two\n\nB.\n");
    const after = digests("# One\n\nA.\n\n## Two\n\nC.\n");
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});

describe("a translated guide", () => {
  it("says at its end what it was made from, and no student reads that", () => {
    const text = "# Eins {#one}\n\nText.\n\n<!-- source\none 0a1b2c3d\ntwo 4e5f6071\n-->\n";
    expect([...sourcesOf(text)]).toEqual([
      ["one", "0a1b2c3d"],
      ["two", "4e5f6071"],
    ]);
    expect(sectionsOf(text).map(({ own }) => own)).toEqual(["# Eins\n\nText."]);
    expect(withoutRecord(text)).toBe("# Eins {#one}\n\nText.\n");
    expect([...sourcesOf("# One\n\nText.\n")]).toEqual([]);
  });
  it("is read where it is there, else the English one", () => {
    using dir = new TempDir({ "guide.md": "# One\n", "guide.de.md": "# Eins {#one}\n" });
    using empty = new TempDir({});
    expect(guideFile(dir.path, "de")).toBe(`${dir.path}/guide.de.md`);
    expect(guideFile(dir.path, "hu")).toBe(`${dir.path}/guide.md`);
    expect(guideFile(empty.path, "de")).toBeUndefined();
  });
});
