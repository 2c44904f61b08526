import { describe, expect, it } from "vitest";
import { chaptersOf } from "../../../cli/learn/session/chapters.ts";
import { linePieces, piecesOf } from "../../../cli/learn/session/pieces.ts";
import type { Block } from "../../../cli/ui/markdown.ts";

function block(count: number, name: string, more: Partial<Block> = {}): Block {
  const lines = Array.from({ length: count }, (_, at) => `${name}${at + 1}`);
  return { kind: "other", lines, tight: false, ...more };
}

describe("pieces of a text", () => {
  it("hold as many blocks as fit, with a line between them", () => {
    const pieces = piecesOf([block(2, "a"), block(2, "b"), block(2, "c")], 5);
    expect(pieces).toEqual([
      { start: 0, lines: ["a1", "a2", "", "b1", "b2"] },
      { start: 2, lines: ["c1", "c2"] },
    ]);
  });

  it("keep a heading with what follows it", () => {
    const heading = block(1, "h", { kind: "heading" });
    const pieces = piecesOf([block(2, "a"), heading, block(2, "b")], 5);
    expect(pieces.map(({ lines }) => lines.join(" "))).toEqual(["a1 a2", "h1  b1 b2"]);
  });

  it("cut a block that no screen holds", () => {
    const pieces = piecesOf([block(7, "a"), block(1, "b")], 3);
    expect(pieces.map(({ start, lines }) => [start, lines.length])).toEqual([
      [0, 3],
      [0.333, 3],
      [0.666, 3],
    ]);
    expect(pieces.at(-1)?.lines).toEqual(["a7", "", "b1"]);
  });

  it("are one where nothing is a screen", () => {
    const all = [block(50, "a"), block(50, "b")];
    expect(piecesOf(all, Number.POSITIVE_INFINITY)).toHaveLength(1);
    expect(linePieces("a\nb\n", Number.POSITIVE_INFINITY)).toEqual([
      { start: 0, lines: ["a", "b"] },
    ]);
  });

  it("lose no line, whatever the height", () => {
    const blocks = [
      block(1, "h", { kind: "heading" }),
      block(9, "a"),
      block(3, "i"),
      block(1, "j", { tight: true }),
    ];
    const all = blocks.flatMap(({ lines }) => lines);
    for (let height = 1; height < 20; height += 1) {
      const pieces = piecesOf(blocks, height);
      expect(pieces.flatMap(({ lines }) => lines).filter((line) => line !== "")).toEqual(all);
      expect(Math.max(...pieces.map(({ lines }) => lines.length))).toBeLessThanOrEqual(height);
    }
  });
});

describe("chapters of a guide", () => {
  const guide = [
    "# A lab",
    "About it.",
    "## Steady state",
    "All is well.",
    "### More of it",
    "Details.",
    "## Failover",
    "It dies.",
    "### Failback",
    "It is back.",
  ].join("\n\n");
  const step = (id: string, tell: string | null) => ({ id, title: id, tell });

  it("are its parts, each with the steps that it tells of", () => {
    const steps = [
      step("steady", "guide.md#steady-state"),
      step("failover", "guide.md#failover"),
      step("silent", null),
      step("failback", "guide.md#failback"),
    ];
    const chapters = chaptersOf(guide, steps);
    expect(chapters.map(({ title, steps: own }) => [title, own.join(" ")])).toEqual([
      ["A lab", ""],
      ["Steady state", "steady"],
      ["Failover", "failover silent"],
      ["Failback", "failback"],
    ]);
    expect(chapters[1]?.markdown).toContain("### More of it");
    expect(chapters[2]?.markdown).not.toContain("It is back.");
  });

  it("are one of steps alone where there is no guide", () => {
    const chapters = chaptersOf("", [step("one", null), step("two", null)]);
    expect(chapters).toEqual([{ id: "steps", title: "one", markdown: "", steps: ["one", "two"] }]);
  });
});
