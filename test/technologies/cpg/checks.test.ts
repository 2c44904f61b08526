/** Each check is proved by logs that violate it, and passes those of a group that does as Totem does. */
import { describe, expect, it } from "vitest";
import { blindAt, Group, judged, type Line, type Node, nodes } from "./group.ts";

const specs = [
  { check: "agreed-order", probe: "group", points: 10 },
  { check: "no-duplicates", probe: "group", points: 10 },
  { check: "virtual-synchrony", probe: "group", points: 10 },
  { check: "none-missing", probe: "group", points: 10 },
  { check: "same-views", probe: "group", points: 10 },
  { check: "primary-component", probe: "group", points: 10 },
  { check: "membership", probe: "group", points: 10 },
] as const;

type Kind = (typeof specs)[number]["check"];

function check(kind: Kind, more: object = {}) {
  const spec = specs.find((one) => one.check === kind);
  if (!spec) throw new Error(kind);
  return { ...spec, ...more };
}

const pure: readonly Kind[] = [
  "agreed-order",
  "no-duplicates",
  "virtual-synchrony",
  "none-missing",
  "same-views",
];

/** n3 is cut off from second 12 to 22. */
function cutGroup(): Group {
  const group = new Group();
  group.talk(1, 12);
  group.split(12, [["n1", "n2"], ["n3"]]);
  group.talk(12.1, 22);
  group.split(22, [nodes]);
  group.talk(22.1, 30.5);
  return group;
}

/** n2 loses its power at 10, is gone for the others at 13.5, and comes back at 23. */
function crashed(): Group {
  const group = new Group();
  group.talk(1, 10);
  group.split(13.5, [["n1", "n3"]]);
  group.talk(13.6, 23);
  group.split(23, [nodes]);
  group.talk(23.1, 30.5);
  return group;
}

/** Where the messages of a node stand that came in this time. */
function placesOf(lines: readonly Line[], from: number, to: number): readonly number[] {
  return lines.flatMap((line, at) =>
    "message" in line && line.second >= from && line.second < to ? [at] : [],
  );
}

type Spoil = (group: Group) => void;

const at = (second: number, node: Node, change: (lines: Line[], at: number) => void): Spoil => {
  return (group) => {
    const lines = group.lines(node);
    const [place] = placesOf(lines, second, second + 1);
    if (place === undefined) throw new Error(`${node} was delivered nothing at ${second}`);
    change(lines, place);
  };
};
const drop = (second: number, node: Node) => at(second, node, (lines, one) => lines.splice(one, 1));
const swap = (second: number, node: Node) =>
  at(second, node, (lines, one) => lines.splice(one, 2, ...lines.slice(one, one + 2).reverse()));
const repeat = (second: number, node: Node) =>
  at(second, node, (lines, one) => lines.splice(one + 3, 0, lines[one] as Line));

describe.each([
  ["a cut", cutGroup],
  ["a crash", crashed],
])("a group after %s", (_, make) => {
  it.each(pure)("%s passes", (kind) => {
    const found = judged(make(), { check: check(kind) });
    expect(found, found.evidence.join("; ")).toMatchObject({ verdict: "pass" });
  });

  it.each(["agreed-order", "no-duplicates", "none-missing", "same-views"] as const)(
    "%s passes once it is mended",
    (kind) => {
      const found = judged(make(), { check: check(kind), mended: true });
      expect(found, found.evidence.join("; ")).toMatchObject({ verdict: "pass" });
    },
  );
});

describe("one message that is not right fails the check that is about it", () => {
  it.each<[Kind, string, Spoil, RegExp]>([
    ["agreed-order", "two are swapped at one node", swap(15, "n2"), /the other way round/],
    ["no-duplicates", "one comes twice", repeat(15, "n1"), /n1 was delivered \S+ a second time/],
    [
      "virtual-synchrony",
      "one is missing before the view changes",
      drop(11, "n2"),
      /n1 was delivered \S+ and n2 was not/,
    ],
    ["none-missing", "another one's is missing", drop(15, "n2"), /did not reach n2/],
    [
      "none-missing",
      "its own is missing",
      (group) => {
        const lines = group.lines("n3");
        const own = placesOf(lines, 15, 16).find((one) =>
          (lines[one] as { message: string }).message.startsWith("3."),
        );
        lines.splice(own ?? -1, 1);
      },
      /n3 was not delivered its own/,
    ],
    [
      "same-views",
      "a member never was in a view of which it is said to be",
      (group) => {
        const lines = group.lines("n1");
        for (const [place, line] of lines.entries())
          if ("words" in line && line.second === 12 && line.words.startsWith("view"))
            lines[place] = { ...line, words: line.words.replace("2:21", "2:21,3:31") };
      },
      /never was in it/,
    ],
    [
      "same-views",
      "numbers fall",
      (group) => {
        const lines = group.lines("n3");
        for (const [place, line] of lines.entries())
          if ("words" in line && line.second === 12)
            lines[place] = { ...line, words: line.words.replace(/ring 3\.\d+/, "ring 3.2") };
      },
      /of a lower number/,
    ],
  ])("%s: %s", (kind, _, spoil, said) => {
    const group = cutGroup();
    spoil(group);
    const found = judged(group, { check: check(kind) });
    expect(found.verdict, found.evidence.join("; ")).toBe("fail");
    expect(found.evidence.join("; ")).toMatch(said);
  });

  it("the copy that an earlier step had is one, too", () => {
    const group = new Group();
    group.talk(1, 30.5);
    const lines = group.lines("n2");
    const [early = 0] = placesOf(lines, 2, 3);
    const [late = 0] = placesOf(lines, 15, 16);
    lines.splice(late, 0, { second: 15, message: (lines[early] as { message: string }).message });
    expect(judged(group, { check: check("no-duplicates") }).verdict).toBe("fail");
  });
});

describe("who goes another way", () => {
  it("may have other messages before it: that is extended virtual synchrony", () => {
    const group = new Group();
    group.talk(1, 12);
    // Sent by n3 as the cut came: it is delivered its own, the others never hear of it.
    group.lines("n3").push({ second: 12, message: "3.1.111" });
    group.split(12, [["n1", "n2"], ["n3"]]);
    group.talk(12.1, 30.5);
    for (const kind of ["virtual-synchrony", "agreed-order"] as const) {
      const found = judged(group, { check: check(kind) });
      expect(found, found.evidence.join("; ")).toMatchObject({ verdict: "pass" });
    }
  });

  it("nobody moved: virtual synchrony has nothing to stand on", () => {
    const group = new Group();
    group.talk(1, 30.5);
    expect(judged(group, { check: check("virtual-synchrony") }).verdict).toBe("fail");
  });

  it("members with no message in common have no order", () => {
    const group = new Group();
    group.split(1, [["n1"], ["n2"], ["n3"]]);
    group.talk(2, 30.5);
    expect(judged(group, { check: check("agreed-order") }).verdict).toBe("fail");
    expect(judged(group, { check: check("none-missing") }).verdict).toBe("fail");
  });
});

describe("what is not known is no failure", () => {
  it.each<Kind>([...pure, "primary-component"])("%s: nobody has said anything", (kind) => {
    const group = new Group();
    for (const node of nodes) group.lines(node).length = 0;
    expect(judged(group, { check: check(kind) }).verdict).toBe("unknown");
  });

  it.each(pure)("%s: a log was not followed", (kind) => {
    expect(judged(cutGroup(), { check: check(kind) }, [blindAt(14, "n2")]).verdict).toBe("unknown");
  });
});

describe("primary-component", () => {
  const spec = check("primary-component");

  it("the smaller part that talks on fails it", () => {
    const found = judged(cutGroup(), { check: spec });
    expect(found.evidence[0]).toMatch(/^n3 was delivered \d+ messages in view \d+ \(3\): 1 of 3/);
    expect(found.verdict).toBe("fail");
  });

  it.each([
    ["stops at once", 12, "pass"],
    ["stops within the second that it has", 12.8, "pass"],
    ["stops too late", 14, "fail"],
  ])("the smaller part %s", (_, until, verdict) => {
    const group = new Group();
    group.talk(1, 12);
    group.split(12, [["n1", "n2"], ["n3"]]);
    for (let second = 12.1; second < 22; second += 0.1) {
      group.send(second, "n1");
      if (second < until) group.send(second, "n3");
    }
    expect(judged(group, { check: spec }).verdict).toBe(verdict);
  });

  it("nobody goes on: that is no primary component either", () => {
    const group = new Group();
    group.talk(1, 9);
    group.split(12, [["n1", "n2"], ["n3"]]);
    group.lines("n1").push({ second: 25, words: "quorum 1" });
    expect(judged(group, { check: spec }).verdict).toBe("fail");
  });
});

describe("membership", () => {
  const spec = check("membership", { members: ["n1", "n3"], within: ["3s", "3600ms"] });

  it.each([
    [13.5, "pass", 3.5],
    [11, "fail", 1.1],
    [16, "fail", 6],
  ])("the view changes at second %d: %s", (second, verdict, measured) => {
    const group = new Group();
    group.talk(1, 10);
    group.split(second, [["n1", "n3"]]);
    group.talk(second + 0.1, 30.5);
    const found = judged(group, { check: spec });
    expect(found, found.evidence.join("; ")).toMatchObject({ verdict });
    expect(found.measured).toBeCloseTo(measured, 1);
  });

  it("the last of the members counts", () => {
    const group = crashed();
    for (const [place, line] of group.lines("n3").entries())
      if ("words" in line && line.second === 13.5)
        group.lines("n3")[place] = { ...line, second: 17 };
    expect(judged(group, { check: spec }).verdict).toBe("fail");
  });

  it("without `within` nothing may change", () => {
    const all = check("membership", { members: [...nodes] });
    const calm = new Group();
    calm.talk(1, 30.5);
    expect(judged(calm, { check: all }).verdict).toBe("pass");
    expect(judged(cutGroup(), { check: all }).verdict).toBe("fail");
  });

  it("a node that left has no view", () => {
    const group = new Group();
    group.talk(1, 10);
    group.lines("n2").push({ second: 10.1, words: "end left" });
    const found = judged(group, { check: check("membership", { members: [...nodes] }) });
    expect(found.evidence.join("; ")).toContain("n2: n1 n2 n3; after 0.10 s: no view");
    expect(found.verdict).toBe("fail");
  });
});
