/** What was lost, whether all have the same, and who took writes; see story.ts. */
import { expect, it } from "vitest";
import type { Seed } from "../../fixtures/seeded.ts";
import { type Also, judged, rows, touched, writer } from "./story.ts";

const all = "0-999";
const lost = { check: "acknowledged-lost", probe: "orders", rows: "after" };
const refusedFrom = (from: number) => (k: number) => (k >= from ? "bad" : "ok");

it.each<[string, string, Seed["check"], readonly Also[]]>([
  ["all are there", "pass", lost, [writer(), rows([{ node: "pg2", numbers: all }])]],
  ["one is not", "fail", lost, [writer(), rows([{ node: "pg2", numbers: "0-499,501-999" }])]],
  [
    "one of two nodes lacks some",
    "fail",
    lost,
    [
      writer(),
      rows([
        { node: "pg2", numbers: all },
        { node: "pg3", numbers: "0-900" },
      ]),
    ],
  ],
  [
    "one of two nodes lacks some, and the other is asked about",
    "pass",
    { ...lost, node: "pg2" },
    [
      writer(),
      rows([
        { node: "pg2", numbers: all },
        { node: "pg3", numbers: "0-900" },
      ]),
    ],
  ],
  [
    "as many as may be",
    "pass",
    { ...lost, "at-most": 2 },
    [writer(), rows([{ node: "pg2", numbers: "0-997" }])],
  ],
  [
    "those without an answer may be there or not",
    "pass",
    lost,
    [writer((k) => (k >= 990 ? "reset" : "ok")), rows([{ node: "pg2", numbers: "0-989,995" }])],
  ],
  [
    "those that were refused are not there",
    "pass",
    lost,
    [writer(refusedFrom(900)), rows([{ node: "pg2", numbers: "0-899" }])],
  ],
  [
    "one that was refused is there",
    "fail",
    lost,
    [writer(refusedFrom(900)), rows([{ node: "pg2", numbers: "0-899,950" }])],
  ],
  [
    "the control lost some",
    "pass",
    { ...lost, "at-least": 1 },
    [writer(), rows([{ node: "pg2", numbers: "0-900" }])],
  ],
  [
    "the control lost none",
    "fail",
    { ...lost, "at-least": 1 },
    [writer(), rows([{ node: "pg2", numbers: all }])],
  ],
  [
    "they were lost before the step began",
    "pass",
    { ...lost, since: "step" },
    [writer(), rows([{ node: "pg2", numbers: "0-99,500-999" }])],
  ],
  [
    "one was lost since the step began",
    "fail",
    { ...lost, since: "step" },
    [writer(), rows([{ node: "pg2", numbers: "0-700,702-999" }])],
  ],
  ["a node gave nothing", "fail", lost, [writer(), rows([{ node: "pg2", why: "it is off" }])]],
  ["nothing was read back", "unknown", lost, [writer()]],
  [
    "nothing was acknowledged",
    "unknown",
    lost,
    [writer(() => "refused"), rows([{ node: "pg2", numbers: "-" }])],
  ],
])("acknowledged-lost, %s: %s", (_, verdict, check, also) => {
  const found = judged(check, ...also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

it("says how many acknowledged writes are lost, and which", () => {
  const found = judged(lost, writer(), rows([{ node: "pg2", numbers: "0-99,200-989" }]));
  expect(found).toMatchObject({ measured: 110, unit: "writes" });
  expect(found?.evidence).toEqual([
    "pg2: of 1000 acknowledged writes 110 are not there (100-199, 990-999); 0 of 0 without an answer are",
  ]);
});

const same = { check: "identical", rows: "after" };

it.each<[string, string, Also]>([
  [
    "the digests are the same",
    "pass",
    rows([
      { node: "pg1", numbers: all },
      { node: "pg2", numbers: all },
    ]),
  ],
  [
    "a row has other contents",
    "fail",
    rows([
      { node: "pg1", numbers: all },
      { node: "pg2", numbers: all, digest: "b".repeat(16) },
    ]),
  ],
  [
    "a node gives nothing",
    "fail",
    rows([
      { node: "pg1", numbers: all },
      { node: "pg2", why: "it is off" },
    ]),
  ],
  ["one node is alone", "unknown", rows([{ node: "pg1", numbers: all }])],
  ["nothing was read back", "unknown", []],
])("identical, %s: %s", (_, verdict, also) => {
  const found = judged(same, also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

const one = { check: "one-writable", probe: "primary" };

it.each<[string, string, Also]>([
  ["one takes them all the time", "pass", touched([1, "pg1 yes"], [15, "pg1 yes"])],
  [
    "the next one begins when the first has ended",
    "pass",
    touched([1, "pg1 yes"], [12, "pg1 no"], [12.5, "pg2 yes"], [19, "pg2 yes"]),
  ],
  [
    "the first one's end is told late",
    "pass",
    touched([1, "pg1 yes"], [10, "pg1 yes"], [12.5, "pg2 yes"], [10, "pg1 no"], [19, "pg2 yes"]),
  ],
  [
    "both take them for a moment",
    "fail",
    touched([1, "pg1 yes"], [12, "pg2 yes"], [12.1, "pg1 no"], [19, "pg2 yes"]),
  ],
  [
    "the old one comes back as another",
    "fail",
    touched(
      [1, "pg1 yes"],
      [10, "pg1 no"],
      [11, "pg2 yes"],
      [14, "pg1 yes"],
      [14.5, "pg1 yes"],
      [15, "pg2 yes"],
    ),
  ],
  [
    "they did before the step began",
    "pass",
    touched([1, "pg1 yes"], [2, "pg2 yes"], [3, "pg1 no"], [15, "pg2 yes"]),
  ],
  ["nobody is asked", "unknown", touched([1, "pg1 yes"])],
])("one-writable, %s: %s", (_, verdict, also) => {
  const found = judged(one, also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

const moves = { check: "primary-moves", probe: "primary", within: { loMs: 1000, hiMs: 5000 } };

it.each<[string, string, Also]>([
  [
    "the next one begins in time",
    "pass",
    touched([1, "pg1 yes"], [12, "pg1 no"], [12.5, "pg2 yes"], [19, "pg2 yes"]),
  ],
  [
    "the next one begins too late",
    "fail",
    touched([1, "pg1 yes"], [12, "pg1 no"], [16.5, "pg2 yes"], [19, "pg2 yes"]),
  ],
  [
    "the next one begins sooner than can be",
    "fail",
    touched([1, "pg1 yes"], [10.1, "pg1 no"], [10.2, "pg2 yes"], [19, "pg2 yes"]),
  ],
  [
    "the old one comes back",
    "fail",
    touched([1, "pg1 yes"], [12, "pg1 no"], [13, "pg1 yes"], [19, "pg1 yes"]),
  ],
  [
    "another one had begun before",
    "fail",
    touched([1, "pg1 yes"], [2, "pg2 yes"], [3, "pg1 no"], [15, "pg2 yes"]),
  ],
  ["nobody took any before", "unknown", touched([1, "pg1 no"], [12, "pg1 yes"])],
])("primary-moves, %s: %s", (_, verdict, also) => {
  const found = judged(moves, also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});
