import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { kind as countsLost } from "../../../cli/technologies/ocf/checks/counts-lost.ts";
import { graded, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

interface Given extends Partial<Seed> {
  /** At which second which user finds less. */
  readonly less?: readonly (readonly [second: number, user: number, event: "lost" | "behind"])[];
}

const check = { check: "counts-lost", probe: "site", "at-most": 2 };

/** Ten users, one request every 10 ms. */
function eventsOf({ less = [], ...seed }: Given): JournalEvent[] {
  const also = less.map(
    ([second, user, event]) =>
      [second, { kind: "basket", probe: "site", user, event, had: 3, has: 2 }] as const,
  );
  return seeded({ ...seed, check, also }).map((event) => {
    if (event.kind !== "run") return event;
    const probes = event.plan.probes.map((probe) => ({
      ...probe,
      kind: "users",
      spec: { users: 10, every: 10, timeout: 50 },
    }));
    return { ...event, plan: { ...event.plan, probes } };
  });
}

const out = (from: number, to: number) => (second: number) =>
  second > from && second < to ? null : "web1";

describe("counts-lost, at most two", () => {
  it.each<[string, string, Given]>([
    ["nobody finds less", "pass", {}],
    [
      "two find less",
      "pass",
      {
        less: [
          [11, 1, "behind"],
          [11, 2, "lost"],
        ],
      },
    ],
    [
      "three find less",
      "fail",
      {
        less: [
          [11, 1, "behind"],
          [11, 2, "behind"],
          [11, 3, "lost"],
        ],
      },
    ],
    [
      "one user finds less three times",
      "pass",
      {
        less: [
          [11, 1, "lost"],
          [12, 1, "lost"],
          [13, 1, "lost"],
        ],
      },
    ],
    [
      "three found less before it",
      "pass",
      {
        less: [
          [8, 1, "lost"],
          [8, 2, "lost"],
          [8, 3, "lost"],
        ],
      },
    ],
    ["the service comes back", "pass", { answers: out(10.2, 14) }],
    ["the service does not come back", "fail", { answers: out(10.2, 99) }],
    [
      "the service comes back for some alone",
      "fail",
      { answers: (s, k) => (s > 10 && k % 10 > 6 ? null : "web1") },
    ],
    ["the prober stopped", "unknown", { heard: [0, 12] }],
    ["the fault missed", "unknown", { fault: "failed" }],
  ])("%s: %s", (_, verdict, given) => {
    const [found] = graded(eventsOf(given)).steps[0]?.checks ?? [];
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
  });

  it.each<[string, number, boolean, Given]>([
    ["before all have asked", 10.05, false, {}],
    ["once all have asked", 10.2, true, {}],
    ["while nobody is answered", 12, false, { answers: out(10.2, 99) }],
    ["when nobody has been answered for long", 29.9, false, { answers: out(10.2, 99) }],
    ["once all were answered again", 14.3, true, { answers: out(10.2, 14) }],
  ])("is decided %s (%d s): %s", (_, second, decided, given) => {
    const nowNs = 5e14 + second * 1e9;
    const events = eventsOf({ ...given, played: "expect", heard: [0, second] });
    const run = RunView.of(events.filter((event) => event.kind !== "end"));
    const [step] = run.plan?.steps ?? [];
    const view = step && viewOf(run, step, "expect", nowNs);
    const spec = countsLost.schema.parse({ ...check, points: 1 });
    expect(view && countsLost.ready(spec, view)).toBe(decided);
  });
});
