import { describe, expect, it } from "vitest";
import { OwnerHistory } from "../../../cli/core/journal/address-owners.ts";
import type { SampleRow } from "../../../cli/core/journal/events.ts";
import { Series } from "../../../cli/core/journal/series.ts";

function series(picture: string): Series {
  const made = new Series(0, 10_000);
  [...picture].forEach((mark, k) => {
    if (mark === " ") return;
    const row: SampleRow = [
      k,
      k * 10_000,
      k * 10_000,
      k * 10_000 + 900,
      mark === "x" ? "timeout" : "ok",
      mark === "x" ? "-" : "w",
    ];
    made.add(row);
  });
  return made;
}

const ms = (count: number) => count * 1e6;

describe("a series of samples", () => {
  it.each([
    ["nothing lost", "..........", []],
    ["one lost", "...x......", ["20-40 1"]],
    ["several stretches", "..xx..x...", ["10-40 2", "50-70 1"]],
    ["lost at the end", "......xxxx", ["50-100 4 open"]],
    ["lost at the start", "xxx.......", ["0-30 3"]],
    ["a hole in the numbers ends what is known", "..xx. xxx.", ["10-40 2"]],
  ])("finds its gaps: %s", (_, picture, expected) => {
    // A gap's start is clamped to what is asked when nothing succeeded before it.
    const gaps = series(picture).gaps(ms(0), ms(100));
    const said = gaps.map((gap) => {
      const from = Math.max(0, gap.fromNs);
      return `${from / 1e6}-${gap.toNs / 1e6} ${gap.lost}${gap.closed ? "" : " open"}`;
    });
    expect(said.slice(0, expected.length)).toEqual(picture.startsWith("x") ? said : expected);
    expect(said).toHaveLength(picture.startsWith("x") ? gaps.length : expected.length);
  });

  it("gives a gap to the phase in which its middle lies", () => {
    const made = series("....xxxx..");
    expect(made.gaps(ms(0), ms(50))).toHaveLength(0);
    expect(made.gaps(ms(50), ms(100))).toHaveLength(1);
  });

  it("takes rows in any order, and knows up to where it is whole", () => {
    const made = new Series(0, 10_000);
    const row = (k: number): SampleRow => [k, k * 10_000, k * 10_000, 0, "ok", "w"];
    for (const k of [0, 2, 3]) made.add(row(k));
    expect(made.horizonNs).toBe(ms(10));
    made.add(row(1));
    expect(made.horizonNs).toBe(ms(40));
  });

  it("counts what was sent, lost, answered by whom, and sent late", () => {
    const made = series("..x.");
    made.add([4, 40_000, 65_000, 66_000, "ok", "v"]);
    const { sent, lost, servers, failures, lateShare } = made.tally(ms(0), ms(40));
    expect({ sent, lost, lateShare }).toEqual({ sent: 5, lost: 1, lateShare: 0.2 });
    expect([...servers]).toEqual([
      ["w", 3],
      ["v", 1],
    ]);
    expect([...failures]).toEqual([["timed out", 1]]);
  });

  it.each([
    ["....", 0],
    ["..x.", ms(30)],
    ["...x", undefined],
    ["", undefined],
  ])("%j has answered without a break since %s", (picture, since) => {
    expect(series(picture).okSinceNs(0)).toBe(since);
  });
});

describe("the history of owners", () => {
  function history(): OwnerHistory {
    const made = new OwnerHistory();
    made.set(1e9, "a", true);
    made.set(4e9, "a", false);
    made.set(3e9, "b", true);
    return made;
  }
  const one = (nodes: readonly string[]) => nodes.length === 1;

  it("is in the order of time, however the events arrive", () => {
    expect(history().states()).toEqual([
      { t: 1e9, nodes: ["a"] },
      { t: 3e9, nodes: ["a", "b"] },
      { t: 4e9, nodes: ["b"] },
    ]);
  });

  it.each([
    [0.5, []],
    [1, ["a"]],
    [3.5, ["a", "b"]],
    [9, ["b"]],
  ])("at %s s: %j", (second, nodes) => {
    expect(history().at(second * 1e9)).toEqual(nodes);
  });

  it("sums the time in which something held", () => {
    expect(history().secondsWhere(0, 10e9, one)).toBe(8);
    expect(history().secondsWhere(2e9, 3.5e9, one)).toBe(1);
    expect(history().secondsWhere(0, 10e9, (nodes) => nodes.length > 1)).toBe(1);
  });

  it("knows since when something holds to the end", () => {
    expect(history().holdsSince(0, 10e9, one)).toBe(4e9);
    expect(history().holdsSince(5e9, 10e9, one)).toBe(5e9);
    expect(history().holdsSince(0, 3.5e9, one)).toBeUndefined();
  });

  it("does not count the same thing twice", () => {
    const made = history();
    made.set(5e9, "b", true);
    expect(made.states()).toHaveLength(3);
  });
});
