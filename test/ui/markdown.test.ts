import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../cli/core/base/home.ts";
import { markdownBlocks, renderMarkdown } from "../../cli/ui/markdown.ts";

const plain = { width: 40, colour: false, ascii: false };

const guides = readdirSync(labsDir(), { recursive: true, encoding: "utf8" })
  .filter((name) => /guide(\.\w\w)?\.md$/.test(name))
  .map((name) => [name, readFileSync(join(labsDir(), name), "utf8")] as const);

/** Lines of code stay as they are, and one word may be longer than a line. */
function tooLong(text: string, shown: string, width: number): string[] {
  const code = new Set(
    [...text.matchAll(/^ *```[\s\S]*?^ *```/gm)].flatMap(([one]) => one.split("\n")),
  );
  const kept = new Set([...code].map((line) => line.trim()));
  return shown
    .split("\n")
    .filter((line) => [...line].length > width)
    .filter((line) => !kept.has(line.trim()) && /\S\s+\S/.test(line.trim()));
}

describe("Markdown in the terminal", () => {
  it.each([
    ["a heading is underlined", "# All is well", "All is well\n═══════════\n"],
    ["a smaller one less", "## Well", "Well\n────\n"],
    [
      "a paragraph is wrapped between words",
      "The master speaks once a second,\nand the backups are silent and listen.",
      "The master speaks once a second, and the\nbackups are silent and listen.\n",
    ],
    [
      "emphasis and code keep their marks without colours",
      "every **A** seconds, see `ip address`, *not* more",
      "every *A* seconds, see `ip address`,\n_not_ more\n",
    ],
    [
      "items hang",
      "- An advert with a higher priority: step back, at once\n- one more",
      "• An advert with a higher priority: step\n  back, at once\n• one more\n",
    ],
    ["numbers go on", "9. nine\n10. ten", " 9. nine\n10. ten\n"],
    ["lists lie in each other", "- a\n  - b", "• a\n  • b\n"],
    ["code is kept", "```sh\nhalab  run   x\n```", "    halab  run   x\n"],
    [
      "code that has no room to be indented is not",
      `\`\`\`\n${"x".repeat(39)}\n\`\`\``,
      ` ${"x".repeat(39)}\n`,
    ],
    ["a link says where it leads", "[RFC](https://x.org/1)", "RFC (https://x.org/1)\n"],
    ["an address is said once", "<https://x.org/1>", "https://x.org/1\n"],
    ["a quotation has a bar", "> so\n> it is", "│ so it is\n"],
    ["what is escaped is what it stands for", "a &lt; b &amp; \\*c\\*", "a < b & *c*\n"],
    ["comments are for authors", "<!-- no -->\n\nyes", "yes\n"],
    ["line breaks that are asked for are made", "one  \ntwo<br>three", "one\ntwo\nthree\n"],
  ])("%s", (_, text, shown) => {
    expect(renderMarkdown(text, plain)).toBe(shown);
  });

  const table =
    "| name | what it means | n |\n|---|---|--:|\n| vip | an address that belongs to a service | 7 |\n| a | b | 12 |";

  it("a table has as many lines as its width needs", () => {
    expect(renderMarkdown(table, { ...plain, width: 80 })).toBe(
      `name  what it means                          n
────  ────────────────────────────────────  ──
vip   an address that belongs to a service   7
a     b                                     12
`,
    );
    expect(renderMarkdown(table, { ...plain, width: 30 })).toBe(
      `name  what it means          n
────  ────────────────────  ──
vip   an address that        7
      belongs to a service
a     b                     12
`,
    );
  });

  it("a table whose words do not fit is read row by row; so it is by who listens", () => {
    const rows = `vip
  what it means: an address that
  belongs to a service
  n: 7

a
  what it means: b
  n: 12
`;
    expect(renderMarkdown(table, { ...plain, width: 32, linear: true })).toBe(rows);
    expect(renderMarkdown(table.replace("vip", "v".repeat(31)), { ...plain, width: 32 })).toBe(
      rows.replace("vip", "v".repeat(31)),
    );
  });

  it("colours are put on words, and take no room", () => {
    const text = "a **bold word, which is long** and `code`";
    const shown = renderMarkdown(text, { ...plain, colour: true, width: 20 });
    expect(shown).toContain("\u001b[1mbold\u001b[22m \u001b[1mword,\u001b[22m");
    expect(stripVTControlCharacters(shown)).toBe("a bold word, which\nis long and code\n");
  });

  it("in ASCII there is nothing else", () => {
    const text = `# Größe ≤ 3 · „so“\n\n- a → b\n\n${table}`;
    expect(renderMarkdown(text, { ...plain, ascii: true })).toMatch(/^[ -~\n]+$/);
  });

  it("is harmless, whatever the text holds", () => {
    const shown = renderMarkdown("a \u001b[2J **b** \u202e\n\n    c \u0007", plain);
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("blocks are read one by one; items of a list follow each other", () => {
    const blocks = markdownBlocks("## H\n\ntext\n\n- a\n- b", plain);
    expect(blocks.map(({ kind, tight, lines }) => [kind, tight, lines[0]])).toEqual([
      ["heading", false, "H"],
      ["other", false, "text"],
      ["other", false, "• a"],
      ["other", true, "• b"],
    ]);
  });

  it.each(guides)("%s fits 80, 60 and 40 columns, and loses no word", (_, text) => {
    for (const width of [80, 60, 40]) {
      const shown = renderMarkdown(text, { ...plain, width });
      expect(tooLong(text, shown, width)).toEqual([]);
      for (const word of ["halab", "VRRP", "BIND", "Questions"])
        expect(shown.includes(word), word).toBe(text.includes(word));
    }
  });
});
