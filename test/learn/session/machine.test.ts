import { describe, expect, it } from "vitest";
import {
  type Book,
  type Move,
  markOf,
  next,
  placeOf,
  type Where,
} from "../../../cli/learn/session/machine.ts";

/** Two chapters to read, then one with a step, one with two, and one at the end. */
const book: Book = {
  chapters: [
    { id: "title", steps: [], starts: [0, 3] },
    { id: "words", steps: [], starts: [0] },
    { id: "steady", steps: ["steady"], starts: [0, 4, 4.5, 9] },
    { id: "failover", steps: ["failover", "failback"], starts: [0] },
    { id: "compare", steps: [], starts: [0] },
  ],
};

const first: Where = { at: "reading", chapter: 0, piece: 0 };

function walk(from: Where, ...moves: readonly Move[]): Where {
  return moves.reduce((where, move) => next(where, move, book), from);
}

describe("a session's moves", () => {
  it("begin at the first piece", () => {
    expect(placeOf(undefined, book)).toEqual(first);
  });

  it("lead through everything in its order, and to the end", () => {
    const seen: string[] = [];
    let where: Where = placeOf(undefined, book);
    for (let count = 0; where.at !== "end" && count < 50; count += 1) {
      seen.push(markOf(where, book));
      where = next(where, "on", book);
    }
    expect(seen).toEqual([
      "title:0",
      "title:3",
      "words:0",
      "steady:0",
      "steady:4",
      "steady:4.5",
      "steady:9",
      "steady:step:steady",
      "failover:0",
      "failover:step:failover",
      "failover:step:failback",
      "compare:0",
    ]);
  });

  it("lead back the same way", () => {
    const seen: string[] = [];
    let where: Where = { at: "end" };
    for (let count = 0; count < 12; count += 1) {
      where = next(where, "back", book);
      seen.push(markOf(where, book));
    }
    expect(seen.at(0)).toBe("compare:0");
    expect(seen.at(1)).toBe("failover:step:failback");
    expect(seen.at(-1)).toBe("title:0");
    expect(next(first, "back", book)).toEqual(first);
  });

  it.each<[string, Where, Move, Where]>([
    [
      "to the work",
      { at: "reading", chapter: 2, piece: 1 },
      "work",
      { at: "step", chapter: 2, step: "steady" },
    ],
    ["past a chapter without work", first, "work", { at: "reading", chapter: 1, piece: 0 }],
    [
      "to the text again",
      { at: "step", chapter: 2, step: "steady" },
      "read",
      { at: "reading", chapter: 2, piece: 0 },
    ],
    [
      "to the next step",
      { at: "step", chapter: 3, step: "failover" },
      "on",
      { at: "step", chapter: 3, step: "failback" },
    ],
    [
      "from a step to its text",
      { at: "step", chapter: 3, step: "failover" },
      "back",
      { at: "reading", chapter: 3, piece: 0 },
    ],
    ["out", { at: "step", chapter: 3, step: "failover" }, "leave", { at: "left" }],
    ["out of the end", { at: "end" }, "leave", { at: "left" }],
    ["nowhere from the end", { at: "end" }, "on", { at: "end" }],
  ])("%s", (_, from, move, to) => {
    expect(next(from, move, book)).toEqual(to);
  });

  it("begin with a step where nothing is to be read", () => {
    const bare: Book = { chapters: [{ id: "steps", steps: ["one", "two"], starts: [] }] };
    const begin = placeOf(undefined, bare);
    expect(begin).toEqual({ at: "step", chapter: 0, step: "one" });
    expect(next(begin, "back", bare)).toEqual(begin);
    expect(next(begin, "read", bare)).toEqual(begin);
    expect(next(next(begin, "on", bare), "on", bare)).toEqual({ at: "end" });
  });
});

describe("a place that was kept", () => {
  it("is found again", () => {
    for (const where of [first, walk(first, "on"), walk(first, "work", "work", "work")])
      expect(placeOf(markOf(where, book), book)).toEqual(where);
    expect(placeOf("end", book)).toEqual({ at: "end" });
  });

  it("is the piece with its block, on a screen of another size", () => {
    const narrow: Book = {
      chapters: book.chapters.map((one) => ({
        ...one,
        starts: one.starts.length > 1 ? [0, 2, 4, 6, 8] : one.starts,
      })),
    };
    expect(placeOf("title:3", narrow)).toEqual({ at: "reading", chapter: 0, piece: 1 });
    expect(placeOf("steady:9", narrow)).toEqual({ at: "reading", chapter: 2, piece: 4 });
  });

  it("is the beginning where the guide has changed", () => {
    expect(placeOf("gone:3", book)).toEqual(first);
    expect(placeOf("failover:step:gone", book)).toEqual({ at: "reading", chapter: 3, piece: 0 });
    expect(placeOf("", book)).toEqual(first);
    expect(placeOf("steady:nonsense", book)).toEqual({ at: "reading", chapter: 2, piece: 0 });
  });
});
