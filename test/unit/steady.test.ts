import { expect, it } from "vitest";
import { RunView } from "../../cli/core/journal/view.ts";
import { unsteady } from "../../cli/core/run/steady.ts";
import { type Given, journalOf, usual } from "../fixtures/many-clients.ts";
import { atNs } from "../fixtures/seeded.ts";

/** What keeps a cluster of six clients from being steady after `second` seconds. */
function troubleAt(second: number, given: Given, upS = 0): string | undefined {
  const events = journalOf({ check: "affinity", probe: "site" }, given);
  const view = RunView.of(events.filter((event) => event.t <= atNs(second)));
  view.upNs = atNs(upS);
  const { plan } = view;
  if (!plan) throw new Error("the journal has no plan");
  const probes = plan.probes.filter(({ kind }) => kind === "clients");
  return unsteady({ view, now: () => atNs(second) } as never, { ...plan, probes });
}

it.each<[string, string | undefined, Given]>([
  ["all is well", undefined, {}],
  ["nobody answers", "http 10.77.0.100 fails", { answers: () => null }],
  [
    "a lost request",
    "http 10.77.0.100 has just come back",
    { answers: (s, k) => (s > 4.7 && s < 4.8 ? null : usual(k)) },
  ],
  [
    "a client that has moved",
    "http 10.77.0.100 have just changed servers",
    { answers: (s, k) => (s > 4.9 ? "web2" : usual(k)) },
  ],
  [
    "forty clients who have asked but once",
    "http 10.77.0.100 has just come back",
    { sources: "10.77.0.128-10.77.0.167", answers: (s) => (s < 4.5 ? null : "lb1") },
  ],
  [
    "forty clients who have asked twice",
    undefined,
    { sources: "10.77.0.128-10.77.0.167", answers: (s) => (s < 4.1 ? null : "lb1") },
  ],
  [
    "a busy machine",
    "http 10.77.0.100 is asked late: this machine is busy",
    { lateUs: () => 200_000 },
  ],
  ["a machine that was busy", undefined, { lateUs: (s) => (s < 3 ? 200_000 : 0) }],
])("%s", (_, trouble, given) => {
  expect(troubleAt(5, given)).toBe(trouble);
});

it("nodes listen for D, and are heard within H", () => {
  expect(troubleAt(5, {}, 4.45)).toBe("nodes still listen for each other");
  expect(troubleAt(5, {}, 4.35)).toBeUndefined();
});
