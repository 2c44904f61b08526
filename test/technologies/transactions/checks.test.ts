/** A writer writes row k at k x 10 ms to "pg1", a reader reads every 100 ms from "pg2"; the step's phase is second 10 to 20. */
import { expect, it } from "vitest";
import type { Outcome, SampleRow } from "../../../cli/core/journal/events.ts";
import { graded } from "../../fixtures/kinds.ts";
import { atNs, type Seed, seeded } from "../../fixtures/seeded.ts";

type Also = NonNullable<Seed["also"]>;

const writeUs = 10_000;
const readUs = 100_000;
const ackUs = 2000;

/** Rows of the whole run, 31 s of it; `became` says what became of write k. */
function writer(became: (k: number) => Outcome = () => "ok"): Also {
  const rows = Array.from({ length: 3100 }, (_, k): SampleRow => {
    const due = k * writeUs;
    return [k, due, due + 20, due + ackUs, became(k), became(k) === "ok" ? "pg1" : "-"];
  });
  return [
    [0, { kind: "probe", probe: "orders", t0: atNs(0), intervalUs: writeUs }],
    [31, { kind: "samples", probe: "orders", rows }],
  ];
}

/** Newest row that a read at that second sees; undefined: it fails. Default: all that was acknowledged before. */
function reader(
  sees: (second: number, k: number) => number | undefined = caughtUp,
  nodes = ["pg2"],
): Also {
  const all = Array.from({ length: 310 }, (_, k) => ({ k, due: k * readUs, n: sees(k / 10, k) }));
  const rows = all.map(({ k, due, n }): SampleRow => {
    const node = nodes[k % nodes.length] ?? "";
    return [k, due, due + 20, due + 900, n === undefined ? "timeout" : "ok", node];
  });
  const told = all.flatMap(({ k, n }) => (n === undefined ? [] : [`${k}:${n}`]));
  return [
    [0, { kind: "probe", probe: "reads", t0: atNs(0), intervalUs: readUs }],
    [31, { kind: "samples", probe: "reads", rows }],
    [30.9, { kind: "told", probe: "reads", node: "client", value: told.join(" ") }],
  ];
}

const caughtUp = (second: number) => Math.floor((second * 1e6 + 20 - ackUs) / writeUs);
const behind = (writes: number) => (second: number) => caughtUp(second) - writes;

interface Rows {
  readonly node: string;
  readonly numbers: string;
  readonly digest?: string;
}

/** Read back in second 15: 1000 writes had an outcome. */
function rows(nodes: readonly (Rows | { readonly node: string; readonly why: string })[]): Also {
  const given = nodes.map((one) =>
    "why" in one ? one : { count: 1000, digest: "a".repeat(16), ...one },
  );
  const measure = { kind: "measure", step: "s", name: "after", measure: "rows" } as const;
  const rest = { title: "rows", value: 1000, unit: "", evidence: [], tookMs: 10 };
  return [[15, { ...measure, ...rest, detail: { below: 1000, nodes: given } }]];
}

function touched(...words: readonly (readonly [second: number, value: string])[]): Also {
  return words.map(([second, value]) => [
    second,
    { kind: "told", probe: "primary", node: "client", value },
  ]);
}

function judged(check: Seed["check"], ...also: readonly Also[]) {
  const journal = seeded({ check, also: also.flat() });
  return graded(journal).steps[0]?.checks[0];
}

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

const session = { check: "monotonic-reads", probe: "reads" };
const both = ["pg2", "pg3"];
/** pg3 lags by so many writes. */
const uneven = (writes: number) => (second: number, k: number) =>
  caughtUp(second) - (k % 2) * writes;

it.each<[string, string, Seed["check"], Also]>([
  ["all are new", "pass", session, reader()],
  ["all are as old", "pass", session, reader(behind(500))],
  ["two nodes lag alike", "pass", session, reader(uneven(5), both)],
  ["one of two nodes lags more", "fail", session, reader(uneven(50), both)],
  ["the control goes back", "pass", { ...session, "at-least": 1 }, reader(uneven(50), both)],
  ["the control does not", "fail", { ...session, "at-least": 1 }, reader()],
  ["a node forgets once", "fail", session, reader((s) => (s === 15 ? 3 : caughtUp(s)))],
  [
    "once may be",
    "pass",
    { ...session, "at-most": 1 },
    reader((s) => (s === 15 ? 3 : caughtUp(s))),
  ],
  ["a node forgot before the step", "pass", session, reader((s) => (s === 5 ? 3 : caughtUp(s)))],
  ["nothing was read", "unknown", session, reader(() => undefined)],
  ["nobody read", "unknown", session, []],
])("monotonic-reads, %s: %s", (_, verdict, check, also) => {
  const found = judged(check, also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

const lag = { check: "lag", probe: "reads", of: "orders" };

it.each<[string, string, Seed["check"], readonly Also[]]>([
  ["whoever wrote reads it", "pass", { ...lag, transactions: 0 }, [writer(), reader()]],
  ["one read misses a write", "fail", { ...lag, transactions: 0 }, [writer(), reader(behind(1))]],
  [
    "it misses as many as may be",
    "pass",
    { ...lag, transactions: 5 },
    [writer(), reader(behind(5))],
  ],
  ["it misses one more", "fail", { ...lag, transactions: 5 }, [writer(), reader(behind(6))]],
  [
    "it is less than a second old",
    "pass",
    { ...lag, within: 1000 },
    [writer(), reader(behind(99))],
  ],
  ["it is older", "fail", { ...lag, within: 1000 }, [writer(), reader(behind(110))]],
  [
    "a refused write is not missed",
    "pass",
    { ...lag, transactions: 0 },
    [writer((k) => (k % 2 === 1 ? "bad" : "ok")), reader((s) => caughtUp(s) - (caughtUp(s) % 2))],
  ],
  ["the control is old", "pass", { ...lag, "at-least": 10 }, [writer(), reader(behind(10))]],
  ["the control is new", "fail", { ...lag, "at-least": 10 }, [writer(), reader()]],
  [
    "another node is old",
    "pass",
    { ...lag, transactions: 0, node: "pg2" },
    [writer(), reader(uneven(50), both)],
  ],
  [
    "this node is old",
    "fail",
    { ...lag, transactions: 0, node: "pg3" },
    [writer(), reader(uneven(50), both)],
  ],
  ["nobody wrote", "unknown", { ...lag, transactions: 0 }, [writer(() => "refused"), reader()]],
  ["nobody read", "unknown", { ...lag, transactions: 0 }, [writer()]],
])("lag, %s: %s", (_, verdict, check, also) => {
  const found = judged(check, ...also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

it("says how old the oldest read was", () => {
  const found = judged({ ...lag, within: 2000 }, writer(), reader(behind(100)));
  expect(found).toMatchObject({ measured: expect.closeTo(1, 1), unit: "s" });
});
