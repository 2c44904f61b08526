import { describe, expect, it } from "vitest";
import type { JournalEvent, SampleRow } from "../../../cli/core/journal/events.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import type { ZoneTimers } from "../../../cli/technologies/bind/readers/bind9.ts";
import { graded, inForce, kinds } from "../../fixtures/kinds.ts";
import { atNs, type Seed, seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn, tableOf } from "../../fixtures/verdicts.ts";

/** What a server answers at a second; null: nothing; "!X": the error X. */
type Answers = (second: number) => string | null;

interface Given extends Partial<Seed> {
  readonly servers?: Readonly<Record<string, Answers>>;
  readonly zones?: Readonly<Record<string, Partial<ZoneTimers>>>;
  /** Of the step's fault. */
  readonly edit?: Readonly<Record<string, unknown>>;
}

const everyUs = 20_000;

function rowsOf(answers: Answers): SampleRow[] {
  return Array.from({ length: 31 * 50 }, (_, k): SampleRow => {
    const due = k * everyUs;
    const answer = answers(due / 1e6);
    if (answer === null) return [k, due, due + 50, due + 250_000, "timeout", "-"];
    const bad = answer.startsWith("!");
    return [k, due, due + 50, due + 500, bad ? "bad" : "ok", bad ? answer.slice(1) : answer];
  });
}

/** The samples of a second come at its end, as in a run. */
function probeEvents(probe: string, answers: Answers): JournalEvent[] {
  const rows = rowsOf(answers);
  return [
    { kind: "probe", t: atNs(0), probe, t0: atNs(0), intervalUs: everyUs },
    ...Array.from({ length: 31 }, (_, second): JournalEvent => {
      const part = rows.slice(second * 50, (second + 1) * 50);
      return { kind: "samples", t: atNs(second + 1), probe, rows: part };
    }),
  ];
}

const timers: ZoneTimers = {
  ...{ zone: "lab.test", type: "secondary", serial: 1, refreshS: 5, retryS: 2 },
  ...{ expireS: 12, notifyDelayS: 1 },
};

function judged(check: CheckSpec, given: Given): CheckReport {
  const { servers, zones, edit, ...seed } = given;
  const said = Object.entries(zones ?? {}).map(([node, zone]): JournalEvent => {
    const bind = { zones: [{ ...timers, ...zone }], ttlS: {}, maxCacheS: 604_800, minCacheS: 0 };
    return { t: atNs(0), ...inForce(node, "bind9", bind) };
  });
  const more = Object.entries(servers ?? {}).flatMap(([name, one]) => probeEvents(name, one));
  const events = [...seeded({ ...seed, check: checkOf(check) }), ...more, ...said]
    .toSorted((a, b) => a.t - b.t)
    .map((event) => {
      if (event.kind !== "run") return event;
      const fault = { fault: "zone-edit", zone: "lab.test", ...edit };
      const steps = event.plan.steps.map((step) => ({ ...step, fault }));
      return { ...event, plan: { ...event.plan, steps } };
    });
  return foundIn(events);
}

const table = tableOf(judged);

/** One answer, from `second` on another. */
const turns =
  (before: string, second: number, after: string): Answers =>
  (now) =>
    now < second ? before : after;
const always = (text: string): Answers => turns(text, 0, text);

const notify = { ns1: { type: "primary" }, ns2: {}, ns3: {} } as const;

describe("propagated, by NOTIFY", () => {
  const check = {
    ...{ check: "propagated", probe: "ns1", to: ["ns2", "ns3"], limit: "2s" },
    within: { formula: "dns-notify", plus: "500ms" },
  };
  const to = (second2: number, second3: number, zones: Given["zones"] = notify): Given => ({
    zones,
    servers: {
      ns1: turns("1", 10.05, "2"),
      ns2: turns("1", second2, "2"),
      ns3: turns("1", second3, "2"),
    },
  });
  const all = (answers: Answers, ns1 = answers): Given => {
    return { zones: notify, servers: { ns1, ns2: answers, ns3: answers } };
  };
  table(check, [
    ["at once", "pass", to(10.1, 10.2)],
    ["after the delay", "pass", to(10.1, 11.5)],
    ["one later than the formula", "fail", to(10.1, 11.7)],
    ["one never", "fail", to(10.1, 40)],
    ["one only after healing", "fail", to(10.1, 21)],
    [
      "within the formula, and longer than users bear",
      "fail",
      to(10.1, 13, { ns1: { type: "primary", notifyDelayS: 60 } }),
    ],
    ["no timers", "unknown", to(10.1, 10.2, {})],
    ["nobody watched ns3", "unknown", { zones: notify, servers: { ns1: always("1") } }],
    ["the primary did not change", "fail", all(always("1"))],
    ["the primary is silent", "fail", all(always("1"), () => null)],
    ["secondaries that keep nothing and ask the primary each time", "fail", all(always("2"))],
    ["a fault without effect", "unknown", { ...to(10.1, 10.2), fault: "failed" }],
  ]);

  it("says what each answered before, and when it changed", () => {
    const found = judged(check, to(10.1, 10.3));
    expect(found.measured).toBeCloseTo(0.3);
    expect(found.evidence.slice(0, 2)).toEqual([
      "ns2: 1 before, 2 after 0.1 s",
      "ns3: 1 before, 2 after 0.3 s",
    ]);
    expect(found.bound).toMatchObject({ lo: 0, hi: 1.5, inputs: { "notify-delay": 1 } });
  });
});

describe("propagated, by refresh", () => {
  const check = {
    ...{ check: "propagated", probe: "ns1", to: ["ns2"], limit: "8s" },
    within: { formula: "dns-refresh", plus: "500ms" },
  };
  const at = (second: number, refreshS = 5): Given => ({
    zones: { ns1: { type: "primary" }, ns2: { refreshS } },
    edit: { "after-refresh": ["ns2"] },
    servers: { ns1: turns("1", 10.05, "2"), ns2: turns("1", second, "2") },
  });
  table(check, [
    ["when the timer ends", "pass", at(14.9)],
    ["sooner than any timer allows: NOTIFY was heard", "fail", at(10.1)],
    ["too late", "fail", at(15.7)],
    ["within jitter, of a longer time", "pass", at(17, 8)],
    ["a timer longer than users bear", "fail", at(40, 300)],
  ]);
  it("may come at any time when nobody asked just before", () => {
    const { edit: _, ...given } = at(10.1);
    expect(judged(check, given).verdict).toBe("pass");
  });
});

describe("serials", () => {
  const of = (ns1: Answers, ns2: Answers): Given => ({ servers: { ns1, ns2 } });
  table({ check: "dns-serials", probes: ["ns1", "ns2"] }, [
    ["the same all the time", "pass", of(always("7"), always("7"))],
    ["raised, and followed", "pass", of(turns("7", 11, "8"), turns("7", 12, "8"))],
    ["not followed", "fail", of(turns("7", 11, "8"), always("7"))],
    ["back by one", "fail", of(turns("8", 11, "7"), turns("8", 12, "7"))],
    ["round the corner", "pass", of(turns("4294967295", 11, "1"), turns("4294967295", 12, "1"))],
    ["half way round", "fail", of(turns("1", 11, "2147483649"), always("2147483649"))],
    ["back, and forward again", "fail", of(always("8"), (s) => (s > 12 && s < 13 ? "7" : "8"))],
    ["back before the step began", "pass", of(turns("8", 5, "7"), always("7"))],
    ["no serial at all", "fail", of(always("192.0.2.1"), always("192.0.2.1"))],
    ["no answer", "fail", of(always("7"), () => "!SERVFAIL")],
    ["nobody watched ns2", "unknown", { servers: { ns1: always("7") } }],
  ]);
  table({ check: "dns-serials", probes: ["ns1", "ns2"], within: "2s" }, [
    ["soon enough", "pass", of(turns("7", 10.1, "8"), turns("7", 11.9, "8"))],
    ["too late", "fail", of(turns("7", 10.1, "8"), turns("7", 13, "8"))],
  ]);
});

describe("stale", () => {
  const check = { check: "dns-stale", probe: "a", on: ["b"], value: "192.0.2.9", through: "6s" };
  const of = (a: Answers, b: Answers, more: Partial<Given> = {}): Given => ({
    servers: { a, b },
    ...more,
  });
  const changed = turns("192.0.2.8", 10.1, "192.0.2.9");
  table(check, [
    ["the secondary never hears of it", "pass", of(changed, always("192.0.2.8"))],
    ["the primary refuses the file", "pass", of(always("192.0.2.8"), always("192.0.2.8"))],
    ["it arrives", "fail", of(changed, turns("192.0.2.8", 15, "192.0.2.9"))],
    ["nobody watched", "unknown", {}],
  ]);
});

describe("answers", () => {
  const check = { check: "dns-answers", probe: "a", through: "4s", values: ["192.0.2.9"] };
  const of = (a: Answers): Given => ({ servers: { a } });
  table(check, [
    ["every time", "pass", of(always("192.0.2.9"))],
    ["one is lost", "fail", of((s) => (s > 12 && s < 12.03 ? null : "192.0.2.9"))],
    ["one is an error", "fail", of((s) => (s > 12 && s < 12.03 ? "!SERVFAIL" : "192.0.2.9"))],
    [
      "something else now and then",
      "fail",
      of((s) => (s > 12 && s < 13 ? "1.1.1.1" : "192.0.2.9")),
    ],
    ["lost before the fault", "pass", of((s) => (s < 9 ? null : "192.0.2.9"))],
    ["nobody watched", "unknown", {}],
  ]);
  const drawn = { ...check, values: undefined, edit: "s" };
  const written = (undo: unknown, answers: Answers): Given => ({ ...of(answers), undo });
  table(drawn, [
    [
      "what the edit wrote",
      "pass",
      written({ record: { address: "192.0.2.9" } }, always("192.0.2.9")),
    ],
    [
      "what could be known before",
      "fail",
      written({ record: { address: "192.0.2.8" } }, always("192.0.2.9")),
    ],
    ["an edit that wrote no address", "unknown", written({ record: null }, always("192.0.2.9"))],
    ["no edit", "unknown", of(always("192.0.2.9"))],
  ]);
  it("that were watched for less than asked are unknown", () => {
    const long = { ...check, through: "15s" };
    expect(judged(long, of(always("192.0.2.9"))).verdict).toBe("unknown");
  });
});

describe("expired", () => {
  const check = {
    ...{ check: "dns-expired", probe: "ns2", limit: "15s" },
    within: { formula: "dns-expire", plus: "500ms" },
  };
  const until = (second: number, zone: Partial<ZoneTimers> = {}): Given => ({
    zones: { ns1: { type: "primary" }, ns2: { expireS: 9, ...zone } },
    servers: { ns2: turns("1", second, "!SERVFAIL") },
  });
  table(check, [
    ["as the SOA says, counted from the last refresh", "pass", until(14.5)],
    ["just at its end", "pass", until(19)],
    ["too early", "fail", until(13)],
    ["never", "fail", until(40)],
    [
      "but answers again",
      "fail",
      { ...until(40), servers: { ns2: (s) => (s > 14 && s < 16 ? null : "1") } },
    ],
    ["no timers", "unknown", { ...until(15), zones: {} }],
  ]);
  it("says what it said from then on", () => {
    expect(judged(check, until(15)).evidence[0]).toBe("from 5 s on it said SERVFAIL");
  });
});

describe("faster", () => {
  /** Two steps with a change each, seeded one after the other: at 10 s, and (as step "t") at 20.5 s. */
  function judgedFaster(first: number, second: number, more: Partial<Given> = {}): CheckReport {
    const spread = { check: "propagated", probe: "ns1", to: ["ns2"], within: "9s" };
    const expected = { ...kinds.checks.get("propagated")?.schema.parse(spread) };
    const faster = { check: "dns-faster", step: "s", than: "t", "at-least": 3, points: 10 };
    const servers = {
      ns1: (s: number) => (s < 10 ? "1" : s < 20.5 ? "2" : "3"),
      ns2: (s: number) => (s < 10 + first ? "1" : s < 20.5 + second ? "2" : "3"),
      ...more.servers,
    };
    const events = [
      ...seeded({ check: expected, fault: "none" }),
      ...Object.entries(servers).flatMap(([name, one]) => probeEvents(name, one)),
      { kind: "step", t: atNs(20.5), step: "t", phase: "expect" } as const,
      { kind: "step", t: atNs(30), step: "t", phase: "done" } as const,
      { kind: "step", t: atNs(30), step: "u", phase: "expect" } as const,
      { kind: "step", t: atNs(30.5), step: "u", phase: "done" } as const,
    ].toSorted((a, b) => a.t - b.t);
    const grown = events.map((event) => {
      if (event.kind !== "run") return event;
      const [s] = event.plan.steps;
      if (!s) throw new Error("the journal has no step");
      const steps = [s, { ...s, id: "t" }, { ...s, id: "u", expect: [faster] }];
      return { ...event, plan: { ...event.plan, steps } };
    });
    const found = graded(grown).steps.find((step) => step.id === "u")?.checks[0];
    if (!found) throw new Error("the journal has no check");
    return found;
  }

  it.each([
    ["forty times", "pass", 0.1, 4],
    ["just so many times", "pass", 1, 3],
    ["not so many times", "fail", 2, 3],
    ["slower", "fail", 4, 1],
    ["so fast that the probes cannot tell", "pass", 0.001, 4],
    ["one change did not arrive", "unknown", 0.1, 12],
  ] as const)("%s: %s", (_, verdict, first, second) => {
    expect(judgedFaster(first, second)).toMatchObject({ verdict });
  });

  it("says both times", () => {
    const found = judgedFaster(0.1, 4);
    expect(found).toMatchObject({ measured: 40, unit: "times" });
    expect(found.evidence).toEqual(["0.1 s in step s, 4 s in step t"]);
  });

  it("is unknown when nobody watched", () => {
    expect(judgedFaster(0.1, 4, { servers: { ns1: () => null } }).verdict).toBe("unknown");
  });
});
