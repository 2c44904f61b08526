import { describe, expect, it } from "vitest";
import { memberOf } from "../../../cli/technologies/upgrade/members.ts";
import { type Look, readTold, told } from "../../../cli/technologies/upgrade/record.ts";
import { withoutComments } from "../../../cli/technologies/upgrade/scripts.ts";
import { infoOf } from "../../fixtures/beds/stores.ts";

/** One letter a node: M a master, r a replica in step, l one out of step, - no answer; capitals of a new release: N, R. */
function look(second: number, states: string): Look {
  const members = [...states].map((state, at) => ({
    node: `n${at + 1}`,
    release: state === "-" ? undefined : "NR".includes(state) ? "redis-8.0" : "redis-7.0",
    master: "MN".includes(state),
    ready: "MNRr".includes(state),
    follows: undefined,
  }));
  return { atNs: second * 1e9, members };
}

const seen = (...looks: readonly (readonly [number, string])[]) =>
  readTold(told(looks.map(([second, states]) => look(second, states))));

describe("what was seen of an upgrade", () => {
  it("survives being told", () => {
    const rolling = seen(
      [0, "Mrr"],
      [1, "Mr-"],
      [1.4, "Mr-"],
      [1.5, "MrR"],
      [2, "M-R"],
      [3, "MRR"],
      [4, "rNR"],
      [5, "-NR"],
      [6, "RNR"],
    );
    expect(rolling).toMatchObject({ tookS: 6, mixedS: 3.5, vacantS: 0, moves: 1, ready: 2 });
    expect(Object.fromEntries(rolling?.releases ?? [])).toEqual({
      ...{ n1: "redis-8.0", n2: "redis-8.0", n3: "redis-8.0" },
    });
  });

  it.each<[string, Record<string, unknown>, readonly (readonly [number, string])[]]>([
    [
      "all at once",
      { vacantS: 2, ready: 0 },
      [
        [0, "Mrr"],
        [1, "---"],
        [1.5, "---"],
        [2, "Nll"],
        [3, "NRR"],
      ],
    ],
    [
      "a moment out of step is none",
      { ready: 3 },
      [
        [0, "Mrr"],
        [1, "Mll"],
        [1.2, "Mrr"],
      ],
    ],
    [
      "a long one is",
      { ready: 1 },
      [
        [0, "Mrr"],
        [1, "Mll"],
        [1.4, "Mll"],
        [1.5, "Mrr"],
      ],
    ],
    [
      "two moves",
      { moves: 2 },
      [
        [0, "Mrr"],
        [1, "rMr"],
        [2, "rrM"],
      ],
    ],
    [
      "two masters for a while",
      { moves: 1 },
      [
        [0, "Mrr"],
        [1, "MMr"],
        [2, "rMr"],
      ],
    ],
    [
      "nobody in the end",
      { moves: 0 },
      [
        [0, "Mrr"],
        [1, "---"],
      ],
    ],
    [
      "it stays mixed",
      { mixedS: 2 },
      [
        [0, "Mrr"],
        [1, "MrR"],
        [3, "MrR"],
      ],
    ],
  ])("%s", (_, wanted, looks) => {
    expect(seen(...looks)).toMatchObject(wanted);
  });

  it("takes a time without a master that the looks have missed", () => {
    const looks = [look(0, "Mrr"), look(1, "NRR")];
    expect(readTold(told(looks, 0.12))?.vacantS).toBe(0.12);
    expect(readTold(told(looks))?.vacantS).toBe(0);
  });

  it("knows who did not answer in the end, and nothing without the sentences", () => {
    expect(seen([0, "Mr-"])?.releases.get("n3")).toBeUndefined();
    expect(readTold(["n3: upgraded in 1.0 s"])).toBeUndefined();
  });
});

describe("what a store says of itself", () => {
  it.each([
    ["redis-7.0", "redis-7.0"],
    ["redis-8.0", "redis-8.0"],
    ["valkey-8.0", "valkey-8.0"],
  ])("%s", (release, found) => {
    const info = infoOf({ release, follows: "10.77.0.11", linked: true });
    expect(memberOf("n1", info)).toMatchObject({
      ...{ release: found, master: false, ready: true, follows: "10.77.0.11" },
    });
  });

  it("is ready as a master, or with its link, and not while it loads or is silent", () => {
    const state = { release: "redis-7.0", follows: undefined, linked: false };
    expect(memberOf("n1", infoOf(state))).toMatchObject({ master: true, ready: true });
    expect(memberOf("n1", infoOf({ ...state, follows: "x" })).ready).toBe(false);
    expect(memberOf("n1", infoOf(state).replace("loading:0", "loading:1")).ready).toBe(false);
    expect(memberOf("n1", "")).toMatchObject({ release: undefined, ready: false, master: false });
  });
});

it("a script without its comments keeps its lines", () => {
  const text = "#!/bin/sh\n  # no\necho '# yes' # no\nx=$(a)#b\n";
  expect(withoutComments(text)).toBe("\n\necho '# yes'\nx=$(a)#b\n");
});
