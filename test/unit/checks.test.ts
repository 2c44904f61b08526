import { beforeAll, describe, expect, it } from "vitest";
import { grade } from "../../cli/core/judge/grade.ts";
import type { CheckReport } from "../../cli/core/judge/report.ts";
import { type AnyCheck, loadChecks } from "../../cli/core/kinds/check.ts";
import { outFrom, type Seed, seeded, vrrp } from "../fixtures/seeded.ts";

let checks: ReadonlyMap<string, AnyCheck>;
beforeAll(async () => {
  checks = await loadChecks();
});

/** The spec as the lab file's schema gives it to the check. */
function parsed(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kind = checks.get(String(spec["check"]));
  return { ...(kind?.schema.parse(spec) ?? spec), points: 10 };
}

function judged(seed: Seed): CheckReport {
  const report = grade(seeded({ ...seed, check: parsed(seed.check) }), checks);
  const check = report.steps[0]?.checks[0];
  if (!check) throw new Error("the journal has no check");
  return check;
}

type Row = readonly [title: string, verdict: CheckReport["verdict"], seed: Partial<Seed>];

function table(check: Readonly<Record<string, unknown>>, rows: readonly Row[]): void {
  it.each(rows)("%s: %s", (_, verdict, seed) => {
    const found = judged({ check, ...seed });
    expect(found, found.evidence.join("; ")).toMatchObject({
      verdict,
      points: verdict === "pass" ? 10 : 0,
      maxPoints: 10,
    });
    expect(found.evidence).not.toEqual([]);
  });
}

/** What no kind of check may take for a pass, whatever else it saw. */
const never: readonly Row[] = [
  ["a step that was not played", "unknown", { played: "no" }],
  ["a step that broke off before its fault", "unknown", { played: "settle", fault: "intent" }],
  ["a fault that was only intended", "unknown", { fault: "intent" }],
  ["a fault without effect", "unknown", { fault: "failed" }],
];

const unheard: readonly Row[] = [
  ["no samples at all", "unknown", { heard: [0, 0] }],
  ["a prober that stopped before the fault", "unknown", { heard: [0, 9] }],
  ["a prober that stopped soon after the fault", "unknown", { heard: [0, 12] }],
];
/** Late for a while. */
const within = (from: number, to: number) => (second: number) =>
  second > from && second < to ? 90_000 : 50;
const late: Partial<Seed> = { lateUs: (second) => (second > 12 ? 50_000 : 50) };
const silent: readonly Row[] = [...unheard, ["a prober that was late", "unknown", late]];

describe("outage, against 2A+skew .. 3A+skew of a backup of priority 100", () => {
  const check = { check: "outage", probe: "site", within: { formula: "vrrp-crash" } };
  table(check, [
    ["in the middle", "pass", { answers: outFrom(10, 13) }],
    ["just inside the upper end", "pass", { answers: outFrom(10, 13.65) }],
    ["just outside the upper end", "fail", { answers: outFrom(10, 13.67) }],
    ["just inside the lower end", "pass", { answers: outFrom(10, 12.56) }],
    ["faster than the protocol", "fail", { answers: outFrom(10, 12.55) }],
    ["none at all, where there must be one", "fail", {}],
    [
      "one success in its middle makes two short ones",
      "fail",
      { answers: (s, k) => (s === 11.5 ? "web1" : outFrom(10, 13)(s, k)) },
    ],
    ["open at the end", "fail", { answers: outFrom(10, 99) }],
    [
      "an outage before the fault is not the fault's",
      "pass",
      { answers: (s, k) => outFrom(2, 8)(s, k) && outFrom(10, 13)(s, k) },
    ],
    [
      "an outage after healing is not the fault's",
      "pass",
      { answers: (s, k) => outFrom(10, 13)(s, k) && outFrom(21, 28)(s, k) },
    ],
    ["timers that nobody read", "unknown", { answers: outFrom(10, 13), vrrp: [] }],
    ["timers of one node only", "unknown", { answers: outFrom(10, 13), vrrp: [vrrp(150)] }],
    [
      "adverts every 0.2 s (v3): 3 s is too long",
      "fail",
      {
        answers: outFrom(10, 13),
        vrrp: [vrrp(150, { version: 3, advertS: 0.2 }), vrrp(100, { version: 3, advertS: 0.2 })],
      },
    ],
    [
      "adverts every 0.2 s (v3): 0.6 s is right",
      "pass",
      {
        answers: outFrom(10, 10.6),
        vrrp: [vrrp(150, { version: 3, advertS: 0.2 }), vrrp(100, { version: 3, advertS: 0.2 })],
      },
    ],
    ...never,
    ...silent,
  ]);

  it("reports what it measured, the bound and the formula with its inputs", () => {
    expect(judged({ check, answers: outFrom(10, 13) })).toMatchObject({
      measured: 3,
      unit: "s",
      bound: {
        lo: 2.609,
        hi: 3.609,
        formula: "2A+skew .. 3A+skew",
        inputs: { A: 1, P: 100, skew: 0.609, version: 2 },
        source: "RFC 3768 6.1",
      },
    });
  });

  it("says that an outage was faster than the protocol allows", () => {
    const { evidence } = judged({ check, answers: outFrom(10, 12) });
    expect(evidence.join()).toContain("faster than the protocol allows");
  });
});

describe("outage, with a limit that users can bear", () => {
  table({ check: "outage", probe: "site", within: { formula: "vrrp-crash" }, limit: "2800ms" }, [
    ["under both", "pass", { answers: outFrom(10, 12.7) }],
    ["what the formula allows, but too long", "fail", { answers: outFrom(10, 13) }],
  ]);
});

describe("outage, of a polite stop (0 .. skew) and of nothing", () => {
  table({ check: "outage", probe: "site", within: { formula: "vrrp-stop" } }, [
    ["none", "pass", {}],
    ["within the skew", "pass", { answers: outFrom(10, 10.6) }],
    ["as long as a crash", "fail", { answers: outFrom(10, 13) }],
  ]);
  table({ check: "outage", probe: "site", within: "0s" }, [
    ["one lost request", "pass", { answers: outFrom(10, 10.02) }],
    ["six lost requests", "fail", { answers: outFrom(10, 10.07) }],
  ]);
});

describe("owners by the segment: who answers ARP", () => {
  const wire = (...nodes: string[]) => ({ kind: "wire", probe: "vip", nodes }) as const;
  table({ check: "owners", probe: "vip", by: "segment", count: 1 }, [
    ["one, all the time", "pass", { also: [[0, wire("lb1")]] }],
    [
      "two at the same time",
      "fail",
      {
        also: [
          [0, wire("lb1")],
          [12, wire("lb1", "web1")],
        ],
      },
    ],
    [
      "two in turn",
      "pass",
      {
        also: [
          [0, wire("lb1")],
          [12, wire("lb2")],
        ],
      },
    ],
    [
      "an answer that came late",
      "pass",
      {
        also: [
          [0, wire("lb1")],
          [12, wire()],
          [12.1, wire("lb1")],
        ],
      },
    ],
    ["the nodes' own word does not count", "fail", { also: [[0, wire("lb1", "web1")]] }],
    ["nobody listened", "unknown", {}],
  ]);

  it("says whom the segment heard", () => {
    const check = { check: "owners", probe: "vip", by: "segment", count: 1 };
    const { evidence } = judged({
      check,
      also: [
        [0, wire("lb1")],
        [12, wire("lb1", "web1")],
      ],
    });
    expect(evidence).toEqual(["at first: lb1", "after 2.00 s: lb1 and web1"]);
  });
});

describe("owners, one of them, soon after healing", () => {
  const two: Seed["owners"] = [
    [0, "lb1", true],
    [12.8, "lb2", true],
  ];
  table(
    { check: "owners", probe: "vip", count: 1, within: { formula: "vrrp-reunite", plus: "500ms" } },
    [
      ["one all the time", "pass", { mended: true }],
      [
        "two until just before the bound",
        "pass",
        { mended: true, owners: [...two, [21.5, "lb2", false]] },
      ],
      ["two for 5 s after healing", "fail", { mended: true, owners: [...two, [25, "lb2", false]] }],
      ["two for ever", "fail", { mended: true, owners: two }],
      [
        "nobody",
        "fail",
        { mended: true, owners: [...two, [20.1, "lb2", false], [20.2, "lb1", false]] },
      ],
      [
        "one, then two again",
        "fail",
        { mended: true, owners: [...two, [20.5, "lb2", false], [24, "lb2", true]] },
      ],
      [
        "a watch that was blind after healing",
        "unknown",
        {
          mended: true,
          watch: [
            [22, false],
            [23, true],
          ],
        },
      ],
      [
        "a watch that has been blind since before",
        "unknown",
        { mended: true, watch: [[8, false]] },
      ],
      [
        "a watch that was blind and saw again in time",
        "pass",
        {
          mended: true,
          watch: [
            [8, false],
            [9, true],
          ],
        },
      ],
      ["never watched", "unknown", { mended: true, owners: [] }],
      ["a fault that was not healed", "unknown", { mended: true, fault: "unhealed" }],
      ["a phase that did not come", "unknown", { mended: true, played: "hold", fault: "effect" }],
      [
        "a node that was switched off owns nothing",
        "pass",
        { mended: true, owners: two, also: [[20.2, { kind: "node", node: "lb1", state: "off" }]] },
      ],
      ...never.map(([title, verdict, seed]): Row => [title, verdict, { ...seed, mended: true }]),
    ],
  );
});

describe("owners, a certain one after a crash", () => {
  const moves: Seed["owners"] = [
    [0, "lb1", true],
    [10, "lb1", false],
    [13, "lb2", true],
  ];
  table({ check: "owners", probe: "vip", owner: "lb2", within: { formula: "vrrp-crash" } }, [
    ["the right one in time", "pass", { owners: moves }],
    ["the wrong one", "fail", { owners: [[0, "lb1", true]] }],
    [
      "the right one too late",
      "fail",
      {
        owners: [
          [0, "lb1", true],
          [10, "lb1", false],
          [14, "lb2", true],
        ],
      },
    ],
    [
      "the right one too early",
      "fail",
      {
        owners: [
          [0, "lb1", true],
          [10, "lb1", false],
          [11, "lb2", true],
        ],
      },
    ],
  ]);
});

describe("owners, during a whole phase", () => {
  table({ check: "owners", probe: "vip", owner: "lb1" }, [
    ["always", "pass", { fault: "none" }],
    [
      "gone for half a second",
      "fail",
      {
        fault: "none",
        owners: [
          [0, "lb1", true],
          [12, "lb1", false],
          [12.5, "lb1", true],
        ],
      },
    ],
    [
      "joined for half a second",
      "fail",
      {
        fault: "none",
        owners: [
          [0, "lb1", true],
          [12, "lb2", true],
          [12.5, "lb2", false],
        ],
      },
    ],
  ]);
  table({ check: "owners", probe: "vip", count: 2, within: "4s" }, [
    [
      "a split brain, asked for",
      "pass",
      {
        owners: [
          [0, "lb1", true],
          [13, "lb2", true],
        ],
      },
    ],
    ["a split brain that did not come", "fail", {}],
  ]);
});

describe("balance, over two servers", () => {
  const only = (server: string) => () => server;
  table({ check: "balance", probe: "site", servers: { web1: 1, web2: 1 }, tolerance: 0.1 }, [
    ["even", "pass", {}],
    [
      "skewed within the tolerance",
      "pass",
      { answers: (_, k) => (k % 100 < 59 ? "web1" : "web2") },
    ],
    ["skewed beyond it", "fail", { answers: (_, k) => (k % 10 < 7 ? "web1" : "web2") }],
    ["one server only", "fail", { answers: only("web1") }],
    [
      "a stranger answers",
      "fail",
      { answers: (_, k) => (k === 1500 ? "lb9" : `web${(k % 2) + 1}`) },
    ],
    ["nobody answers", "fail", { answers: () => null }],
    ["too few requests to tell", "unknown", { heard: [19.8, 31] }],
    ["even, with a prober that was late", "pass", late],
    ["one server only, with a late one", "unknown", { ...late, answers: only("web1") }],
    ["nobody answers, with a late one", "unknown", { ...late, answers: () => null }],
    ...never,
    ...unheard,
  ]);
  table({ check: "balance", probe: "site", servers: { web1: 3, web2: 1 }, tolerance: 0.05 }, [
    ["by weight", "pass", { answers: (_, k) => (k % 4 < 3 ? "web1" : "web2") }],
    ["even, though the weights are not", "fail", {}],
  ]);
});

describe("served-by, one server within 2 s", () => {
  const until = (second: number) => (s: number, k: number) =>
    s < second ? `web${(k % 2) + 1}` : "web1";
  table({ check: "served-by", probe: "site", servers: ["web1"], within: "2s" }, [
    ["at once", "pass", { answers: until(10) }],
    ["just in time", "pass", { answers: until(12) }],
    ["too late", "fail", { answers: until(12.1) }],
    ["never", "fail", {}],
    ["nobody answers", "fail", { answers: outFrom(9, 99) }],
    [
      "a last answer of the other one at the end",
      "fail",
      { answers: (s) => (s > 19.9 ? "web2" : "web1") },
    ],
    ...never,
    ...silent,
  ]);
  table({ check: "served-by", probe: "site", servers: ["web1", "web2"], within: "2s" }, [
    ["both again", "pass", { answers: (s, k) => (s < 11 ? "web1" : `web${(k % 2) + 1}`) }],
    ["one of the two only", "fail", { answers: () => "web1" }],
  ]);
});

describe("impaired, within 2 s", () => {
  const everyOther = (from: number, to: number) => (s: number, k: number) =>
    s >= from && s < to && k % 2 === 0 ? null : "web1";
  table({ check: "impaired", probe: "site", within: "2s" }, [
    ["not at all", "pass", {}],
    ["every other request, in time", "pass", { answers: everyOther(10, 11.9) }],
    ["every other request, for too long", "fail", { answers: everyOther(10, 13) }],
    ["one late request", "fail", { answers: (s) => (s === 15 ? null : "web1") }],
    ["two of them, one after the other", "fail", { answers: outFrom(15, 15.03) }],
    ["still at the end", "fail", { answers: everyOther(10, 99) }],
    ...never,
    ...silent,
  ]);
});

describe("lost, at most 3", () => {
  table({ check: "lost", probe: "site", "at-most": 3 }, [
    ["none", "pass", {}],
    ["three", "pass", { answers: outFrom(12, 12.04) }],
    ["four", "fail", { answers: outFrom(12, 12.05) }],
    ["four, but before the fault", "pass", { answers: outFrom(8, 8.05) }],
    ["none, with a tenth sent late", "pass", { lateUs: within(12, 13) }],
    [
      "four, with a tenth sent late",
      "unknown",
      { lateUs: within(12, 13), answers: outFrom(15, 15.05) },
    ],
    ["none, with a third sent late", "unknown", { lateUs: within(12, 15.3) }],
    ...never,
    ...silent,
  ]);
});

describe("shorter-than an earlier step", () => {
  /** The step `s`, and before it a step `before` that was out from 1 s on. */
  function verdictOf(mine: number, theirs: number, played = true): string | undefined {
    const check = parsed({ check: "shorter-than", probe: "site", step: "before" });
    const answers = (s: number, k: number) =>
      outFrom(1, 1 + theirs)(s, k) && outFrom(10, 10 + mine)(s, k);
    const events = seeded({
      check,
      answers,
      also: played
        ? [
            [0.5, { kind: "step", step: "before", phase: "hold" }],
            [4.5, { kind: "step", step: "before", phase: "done" }],
          ]
        : [],
    }).map((event) => {
      if (event.kind !== "run") return event;
      const [step] = event.plan.steps;
      const before = { ...step, id: "before", fault: null, expect: [] } as NonNullable<typeof step>;
      return { ...event, plan: { ...event.plan, steps: [before, ...event.plan.steps] } };
    });
    return grade(events, checks).steps[1]?.checks[0]?.verdict;
  }
  it.each([
    ["shorter", 0.5, 3, true, "pass"],
    ["none, after one", 0, 3, true, "pass"],
    ["longer", 3, 0.5, true, "fail"],
    ["of the same length", 2, 2, true, "fail"],
    ["than a step that was not played", 0.5, 3, false, "unknown"],
  ])("%s", (_, mine, theirs, played, verdict) => {
    expect(verdictOf(mine, theirs, played)).toBe(verdict);
  });
  table({ check: "shorter-than", probe: "site", step: "nowhere" }, [
    ["than a step that does not exist", "unknown", {}],
    ...never,
  ]);
});

describe("a check that fails itself", () => {
  it("is unknown when it throws, and says so", () => {
    const lost = checks.get("lost");
    if (!lost) throw new Error("there is no check lost");
    const broken: AnyCheck = {
      ...lost,
      judge: () => {
        throw new Error("divided by cucumber");
      },
    };
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const report = grade(seeded({ check }), new Map([["lost", broken]]));
    expect(report).toMatchObject({ verdict: "unknown", points: 0 });
    expect(report.steps[0]?.checks[0]?.evidence.join()).toContain("divided by cucumber");
  });

  it("is unknown when there is no such check", () => {
    expect(judged({ check: { check: "telepathy" } }).verdict).toBe("unknown");
  });
});

it("every kind of check has been tried here, or where its subject is", () => {
  const tried = ["balance", "impaired", "lost", "outage", "owners", "served-by", "shorter-than"];
  const elsewhere = ["broken", "compared", "measured", "predicted", "stall", "sticky"];
  const dns = ["answers", "expired", "failing", "faster", "propagated", "serials", "stale"];
  const clients = ["affinity", "clients-hit", "responders", "sessions"];
  expect([...checks.keys()]).toEqual([...tried, ...elsewhere, ...dns, ...clients].sort());
});
