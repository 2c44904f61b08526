import { describe, expect, it } from "vitest";
import { graded, kinds } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";
import { atFirst, did, letsGo, off, takesOver } from "./seeds.ts";

type Also = NonNullable<Seed["also"]>;

/** The check as a lab has it: with its defaults. */
function judged(given: Seed["check"], also: Also, more: Partial<Seed> = {}) {
  const schema = kinds.checks.get(String(given["check"]))?.schema;
  const check = schema?.parse({ ...given, points: 10 }) ?? {};
  const [found] = graded(seeded({ check, vrrp: [], also, ...more })).steps[0]?.checks ?? [];
  return found;
}

const all = ["data", "web", "vip"];
const crash = [...atFirst, off(10, "n1"), ...takesOver(14, "n2")];

describe("action-order", () => {
  const check = { check: "action-order", probe: "actions", needed: "data", by: "web" };

  it.each<[string, string, Also]>([
    ["starts, one after the other", "pass", crash],
    [
      "stops the other way round, then starts",
      "pass",
      [...atFirst, ...letsGo(11, "n1"), ...takesOver(12, "n2")],
    ],
    [
      "both are started side by side",
      "fail",
      [
        ...atFirst,
        off(10, "n1"),
        ...did([14, 14.1], "n2", "start", "data"),
        ...did([14.05, 14.3], "n2", "start", "web"),
      ],
    ],
    [
      "the web server first",
      "fail",
      [
        ...atFirst,
        off(10, "n1"),
        ...did([14, 14.1], "n2", "start", "web"),
        ...did([14.2, 14.3], "n2", "start", "data"),
      ],
    ],
    [
      "its data are up, but on another node",
      "fail",
      [
        ...atFirst,
        off(10, "n1"),
        ...did([14, 14.1], "n3", "start", "data"),
        ...did([14.2, 14.3], "n2", "start", "web"),
      ],
    ],
    [
      "its data were stopped before it",
      "fail",
      [
        ...atFirst,
        ...did([11, 11.1], "n1", "stop", "data"),
        ...did([11.05, 11.3], "n1", "stop", "web"),
        ...takesOver(12, "n2"),
      ],
    ],
    [
      "the start of the data failed",
      "fail",
      [
        ...atFirst,
        off(10, "n1"),
        ...did([14, 14.1], "n2", "start", "data", "error"),
        ...did([14.2, 14.3], "n2", "start", "web"),
      ],
    ],
    ["nothing was started", "fail", [...atFirst, off(10, "n1")]],
    ["nobody told anything", "unknown", []],
  ])("%s: %s", (_, verdict, also) => {
    const found = judged(check, also);
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
  });

  it("is about what happens after the fault, and not before it", () => {
    const early = [
      ...did([3, 3.1], "n1", "start", "web"),
      ...did([3.2, 3.3], "n1", "start", "data"),
    ];
    expect(
      judged(check, [...atFirst, ...early, off(10, "n1"), ...takesOver(14, "n2")]),
    ).toMatchObject({
      verdict: "pass",
    });
  });

  it("says which start came too early, and when", () => {
    const also = [...atFirst, off(10, "n1"), ...did([14, 14.1], "n2", "start", "web")];
    expect(judged(check, also)?.evidence).toEqual([
      "n2: web was started at 4.00 s, before data was up there",
      "data was not started",
      "n2: start of web from 4.00 s to 4.10 s",
    ]);
  });
});

describe("runs-together", () => {
  const check = { check: "runs-together", probe: "actions", resources: all };

  it.each<[string, string, Also, object]>([
    ["all on one node", "pass", crash, { within: "6s" }],
    ["all on the node that is wanted", "pass", crash, { within: "6s", node: "n2" }],
    ["all on another one", "fail", crash, { within: "6s", node: "n3" }],
    ["too late", "fail", crash, { within: "4s" }],
    ["for the whole phase", "pass", atFirst, {}],
    ["not for the whole phase", "fail", crash, {}],
    [
      "one of them elsewhere",
      "fail",
      [
        ...atFirst,
        off(10, "n1"),
        ...takesOver(14, "n2"),
        ...did([15, 15.1], "n2", "stop", "vip"),
        ...did([15.2, 15.3], "n3", "start", "vip"),
      ],
      { within: "8s" },
    ],
    [
      "one of them in two places",
      "fail",
      [...crash, ...did([15, 15.1], "n3", "start", "data")],
      { within: "8s" },
    ],
    ["on a node without power", "fail", [...atFirst, off(10, "n1")], { within: "8s" }],
    ["nobody told anything", "unknown", [], { within: "8s" }],
  ])("%s: %s", (_, verdict, also, more) => {
    const found = judged({ ...check, ...more }, also);
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
  });
});

describe("active-once", () => {
  const check = { check: "active-once", probe: "actions", resource: "data" };
  const stuck = [...atFirst, ...did([11, 11.1], "n1", "stop", "data", "error")];

  it.each<[string, string, Also]>([
    ["it moves in order", "pass", [...atFirst, ...letsGo(11, "n1"), ...takesOver(12, "n2")]],
    ["its node lost its power", "pass", crash],
    ["its stop failed, and it stays", "pass", stuck],
    ["its stop failed, and it is started elsewhere", "fail", [...stuck, ...takesOver(12, "n2")]],
    [
      "for a tenth of a second",
      "fail",
      [
        ...atFirst,
        ...did([11, 11.1], "n2", "start", "data"),
        ...did([11.1, 11.2], "n1", "stop", "data"),
      ],
    ],
    [
      "a probe finds it active where it should not be",
      "fail",
      [...atFirst, ...did([12, 12.1], "n3", "probe", "data")],
    ],
    ["nobody told anything", "unknown", []],
  ])("%s: %s", (_, verdict, also) => {
    const found = judged(check, also);
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
  });
});

describe("moves", () => {
  const check = { check: "moves", probe: "actions", resource: "web" };
  const joined = did([12, 12.1], "n3", "probe", "web", "not running");

  it.each<[string, string, Also, object]>([
    ["it stays", "pass", atFirst, {}],
    [
      "it is started anew where it was",
      "pass",
      [...atFirst, ...letsGo(11, "n1"), ...takesOver(12, "n1")],
      {},
    ],
    ["it moves", "fail", [...atFirst, ...letsGo(11, "n1"), ...takesOver(12, "n2")], {}],
    [
      "it moves as often as it may",
      "pass",
      [...atFirst, ...letsGo(11, "n1"), ...takesOver(12, "n2")],
      { "at-most": 1 },
    ],
    [
      "there and back",
      "fail",
      [...atFirst, ...takesOver(12, "n2"), ...takesOver(14, "n1")],
      { "at-most": 1 },
    ],
    ["before the fault", "pass", [...atFirst, ...takesOver(6, "n2")], {}],
    ["it stays as a node joins", "pass", [...atFirst, ...joined], { joined: "n3" }],
    ["the node never joins", "unknown", atFirst, { joined: "n3" }],
    ["nobody told anything", "unknown", [], {}],
  ])("%s: %s", (_, verdict, also, more) => {
    const found = judged({ ...check, ...more }, also);
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
  });
});
