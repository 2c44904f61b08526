import { describe, expect, it } from "vitest";
import type { BasketEvent } from "../../../cli/core/journal/baskets.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { CheckReport, Report } from "../../../cli/core/judge/report.ts";
import { graded, kinds, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn, type Row, tableOf } from "../../fixtures/verdicts.ts";

type BasketRow = readonly [second: number, user: number, event: BasketEvent];

interface Given extends Partial<Seed> {
  readonly baskets?: readonly BasketRow[];
}

/** Ten users, one request every 10 ms: user k of them comes every 0.1 s. */
const users = 10;

function eventsOf(check: CheckSpec, given: Given): JournalEvent[] {
  const { baskets, ...seed } = given;
  const also = (baskets ?? []).map(
    ([second, user, event]) =>
      [second, { kind: "basket", probe: "site", user, event, had: 3, has: 1 }] as const,
  );
  const events = seeded({
    answers: byUser(),
    ...seed,
    check: checkOf(check),
    also: [...also, ...(seed.also ?? [])],
  });
  return events.map((event) => {
    if (event.kind !== "run") return event;
    const probes = event.plan.probes.map((probe) =>
      probe.name === "site"
        ? { ...probe, kind: "users", spec: { users, every: 10, timeout: 50 } }
        : probe,
    );
    return { ...event, plan: { ...event.plan, probes } };
  });
}

/** Each user has one server: even ones web1, odd ones web2. From a second on another rule. */
function byUser(change?: { readonly at: number; readonly to: (user: number) => string | null }) {
  return (second: number, k: number): string | null => {
    const user = k % users;
    if (change && second >= change.at) return change.to(user);
    return user % 2 === 0 ? "web1" : "web2";
  };
}

function report(check: CheckSpec, given: Given): Report {
  return graded(eventsOf(check, given));
}

function judged(check: CheckSpec, given: Given): CheckReport {
  return foundIn(eventsOf(check, given));
}

const table = tableOf(judged);

const lost = (second: number, ...who: number[]): readonly BasketRow[] =>
  who.map((user) => [second, user, "lost"]);

const late: Given = { lateUs: () => 90_000 };
const silent: readonly Row<Given>[] = [
  ["a prober that stopped before the fault", "unknown", { heard: [0, 9] }],
  ["a fault without effect", "unknown", { fault: "failed" }],
  ["a step that was not played", "unknown", { played: "no" }],
];

/** web1 loses its power at 10 s; its users come to web2. */
const web1Dies = byUser({ at: 10, to: () => "web2" });

describe("sessions, at most one lost", () => {
  table({ check: "sessions", probe: "site", "at-most": 1 }, [
    ["none", "pass", {}],
    ["one", "pass", { baskets: lost(11, 3) }],
    ["two", "fail", { baskets: lost(11, 3, 4) }],
    ["one user three times", "pass", { baskets: [...lost(11, 3), ...lost(12, 3), ...lost(13, 3)] }],
    ["two before the fault", "pass", { baskets: lost(9, 3, 4) }],
    ["two after healing", "pass", { baskets: lost(22, 3, 4) }],
    ["none, with a prober that was late", "pass", late],
    ["two, with a late one", "unknown", { ...late, baskets: lost(11, 3, 4) }],
    [
      "users who are never answered again, with a late one",
      "unknown",
      { ...late, answers: byUser({ at: 10, to: () => null }) },
    ],
    [
      "two whose last things are missing",
      "pass",
      {
        baskets: [
          [11, 3, "behind"],
          [11, 4, "behind"],
        ],
      },
    ],
    [
      "users who are never answered again",
      "fail",
      { answers: byUser({ at: 10, to: (user) => (user < 3 ? null : "web1") }) },
    ],
    ...silent,
  ]);
});

describe("sessions, at least nine of ten", () => {
  table({ check: "sessions", probe: "site", "at-least": 9 }, [
    ["all", "pass", { baskets: lost(11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) }],
    ["eight", "fail", { baskets: lost(11, 0, 1, 2, 3, 4, 5, 6, 7) }],
    ["none", "fail", {}],
    ["nobody is answered", "fail", { answers: byUser({ at: 10, to: () => null }) }],
    ["a prober that was late", "unknown", late],
    ...silent,
  ]);
});

describe("sessions of the users of web1", () => {
  table({ check: "sessions", probe: "site", server: "web1" }, [
    ["just they", "pass", { answers: web1Dies, baskets: lost(11, 0, 2, 4, 6, 8) }],
    [
      "one of them had asked before, and was sent on to web2",
      "pass",
      {
        answers: byUser({ at: 9.875, to: () => "web2" }),
        tookUs: (second) => (second > 9.875 && second < 10 ? 300_000 : 900),
        baskets: lost(11, 0, 2, 4, 6, 8),
      },
    ],
    ["one of them kept it", "fail", { answers: web1Dies, baskets: lost(11, 0, 2, 4, 6) }],
    [
      "another one lost it, too",
      "fail",
      { answers: web1Dies, baskets: lost(11, 0, 2, 4, 6, 8, 9) },
    ],
    ["as many others", "fail", { answers: web1Dies, baskets: lost(11, 1, 3, 5, 7, 9) }],
    ["nobody was there", "fail", { answers: () => "web2" }],
    [
      "nobody was there, as far as is known",
      "unknown",
      { answers: (_, k) => (k % users === 3 ? null : "web2") },
    ],
    ["nobody is answered any more", "fail", { answers: byUser({ at: 10, to: () => null }) }],
    ["nobody ever was", "fail", { answers: () => null }],
    ...silent,
  ]);

  it("reports how many, of which server, and how many there were", () => {
    const check = { check: "sessions", probe: "site", server: "web1" };
    const found = judged(check, { answers: web1Dies, baskets: lost(11, 0, 2, 9) });
    expect(found).toMatchObject({
      measured: 3,
      unit: "users",
      bound: { lo: 5, hi: 5, formula: "the users of web1" },
    });
    expect(found.evidence).toEqual([
      "3 of 10 users lost their session",
      "they had been served by: 2 of web1, 1 of web2",
      "web1 had served 5 users",
    ]);
  });
});

describe("affinity", () => {
  const other = (user: number) => (user === 3 ? "web1" : user % 2 === 0 ? "web1" : "web2");
  table({ check: "affinity", probe: "site" }, [
    ["everybody stays", "pass", {}],
    ["one moves with the fault", "fail", { answers: byUser({ at: 10, to: other }) }],
    ["one moved before it", "pass", { answers: byUser({ at: 5, to: other }) }],
    ["one moves later", "fail", { answers: byUser({ at: 15, to: other }) }],
    ["in turn", "fail", { answers: (_, k) => `web${(Math.floor(k / users) % 2) + 1}` }],
    ["nobody is answered", "fail", { answers: byUser({ at: 10, to: () => null }) }],
    ["everybody stays, with a prober that was late", "pass", late],
    ["one moves, with a late one", "unknown", { ...late, answers: byUser({ at: 10, to: other }) }],
    ...silent,
  ]);
  table({ check: "affinity", probe: "site", moved: 0.1, tolerance: 0.05 }, [
    ["one moves, one should", "pass", { answers: byUser({ at: 10, to: other }) }],
    ["half of them move", "fail", { answers: web1Dies }],
  ]);
});

describe("failing, all from 300 ms on", () => {
  const out = (share: number) => (second: number, k: number) =>
    second >= 10.2 && k % 100 < share ? null : "web1";
  table({ check: "failing", probe: "site", share: 1, tolerance: 0.05, after: "300ms" }, [
    ["all", "pass", { answers: out(100) }],
    ["96 of 100", "pass", { answers: out(96) }],
    ["a third", "fail", { answers: out(33) }],
    ["none", "fail", {}],
    ["a prober that was late", "unknown", late],
    ...silent,
  ]);
  table({ check: "failing", probe: "site", share: 0.33, tolerance: 0.03 }, [
    ["a third", "pass", { answers: (s, k) => (s >= 10 && k % 3 === 0 ? null : "web1") }],
    ["half", "fail", { answers: (s, k) => (s >= 10 && k % 2 === 0 ? null : "web1") }],
  ]);
});

describe("how long they wait", () => {
  function readyAt(check: CheckSpec, second: number, given: Given = {}) {
    const events = eventsOf(check, { ...given, played: "expect", heard: [0, second] });
    const run = RunView.of(events.filter((event) => event.kind !== "end"));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect");
    const spec = step?.expect[0];
    return spec && view && kinds.checks.get(String(check["check"]))?.ready(spec, view);
  }
  const sessions = { check: "sessions", probe: "site", "at-most": 0 };
  const outage = byUser({ at: 10, to: (user) => (user === 5 ? null : "web1") });

  it.each([
    ["half a round", sessions, 10.05, {}, false],
    ["a round", sessions, 10.2, {}, true],
    ["a round, but one has no answer", sessions, 10.2, { answers: outage }, false],
    ["one who never has one", sessions, 15.5, { answers: outage }, true],
    ["the same of affinity", { check: "affinity", probe: "site" }, 10.05, {}, false],
    ["a share's time", { check: "failing", probe: "site", share: 0.5 }, 10.9, {}, false],
    ["a share's time is over", { check: "failing", probe: "site", share: 0.5 }, 11.1, {}, true],
  ] as const)("%s: %j at %s s", (_, check, second, given, ready) => {
    expect(readyAt(check, second, given as Given)).toBe(ready);
  });

  it("counts as protocol time: in it every user comes once", () => {
    expect(report(sessions, {}).steps[0]?.protocolTime).toBe(0.1);
    const failing = { check: "failing", probe: "site", share: 0, after: "300ms", during: "2s" };
    expect(report(failing, {}).steps[0]?.protocolTime).toBe(2.3);
  });

  it.each([
    { check: "sessions", probe: "site" },
    { check: "sessions", probe: "site", server: "web1", "at-most": 3 },
    { check: "failing", probe: "site" },
    { check: "failing", probe: "site", share: 1.5 },
  ])("%j is refused", (spec) => {
    expect(kinds.checks.get(spec.check)?.schema.safeParse(spec).success).toBe(false);
  });
});
