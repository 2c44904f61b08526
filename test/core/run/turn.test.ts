import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LabCase } from "../../../cli/core/run/cases.ts";
import { casesInTurn, sliceOf } from "../../../cli/core/run/turn.ts";

const mutant = (name: string) => ({ kind: "mutant", name }) as LabCase;
const all = (count: number): LabCase[] => [
  { kind: "solution", name: "solution" } as LabCase,
  { kind: "starter", name: "starter" } as LabCase,
  { kind: "alternative", name: "other" } as LabCase,
  ...Array.from({ length: count }, (_, at) => mutant(`m${at}`)),
];
const played = (count: number, commit: string, lab = "x") =>
  casesInTurn(all(count), { commit, lab, count: 2 }).map(({ name }) => name);
const commitOf = (nth: number) => createHash("sha1").update(`commit ${nth}`).digest("hex");

describe("the cases that are played with a commit", () => {
  it.each([0, 1, 2, 3, 5, 14, 16])("of starter and %i mutants: two, with the solution", (count) => {
    for (let nth = 0; nth < 20; nth += 1) {
      const names = played(count, commitOf(nth));
      expect(names[0]).toBe("solution");
      expect(new Set(names.slice(1)).size).toBe(Math.min(2, 1 + count));
      expect(names).not.toContain("other");
    }
  });

  it("are the same for the same commit", () => {
    expect(played(14, commitOf(1))).toEqual(played(14, commitOf(1)));
  });

  it.each([1, 2, 3, 5, 14, 16])("of %i: every one lies in some slice", (count) => {
    const names = Array.from({ length: count }, (_, at) => `m${at}`);
    const slices = Array.from({ length: Math.ceil(count / 2) }, (_, at) => sliceOf(names, at, 2));
    expect(new Set(slices.flat())).toEqual(new Set(names));
  });

  it("come all within some commits, in every lab", () => {
    // Nine slices at random: that one of them is still missing after 100 commits has a chance of 1 in 14,000.
    for (const lab of ["vrrp-failover", "lvs-nat", "dns-round-robin"]) {
      const seen = new Set<string>();
      for (let nth = 0; nth < 100; nth += 1)
        for (const name of played(16, commitOf(nth), lab)) seen.add(name);
      expect(seen.size).toBe(2 + 16);
    }
  });

  it("differ from lab to lab, so that a commit does not play the same corner of all", () => {
    const labs = Array.from({ length: 20 }, (_, at) => played(16, commitOf(0), `lab${at}`).join());
    expect(new Set(labs).size).toBeGreaterThan(4);
  });
});
